// Parcels: whatever chats, mail programs and cables do to a text file, each part that arrives whole is read, and the others are counted.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { readParcel, writeParcel } from "../../static/phone/sending/parcel.js";
import { seeded, shuffled } from "./chance.mjs";

const WORDS = "Esto es de Mi Comedor. Mándelo a quien tenga señal.";
const part = (_, at) => randomBytes(20 + at).toString("base64url");
const PARTS = Array.from({ length: 9 }, part);

test("a parcel is a text that a person can open: what it is, words, parts", () => {
  const [head, ...lines] = writeParcel("receipt", WORDS, PARTS).split("\n");
  assert.equal(head, "mi-comedor/1 receipt");
  assert.deepEqual(lines, [`# ${WORDS}`, ...PARTS, ""]);
});

for (const kind of ["bundle", "receipt", "copy"]) {
  test(`a ${kind} is read back`, () => assert.deepEqual(readParcel(writeParcel(kind, WORDS, PARTS)), { kind, parts: PARTS, bad: 0 }));
}

const DAMAGES = {
  "Windows line ends": (text) => text.replaceAll("\n", "\r\n"),
  "old line ends": (text) => text.replaceAll("\n", "\r"),
  "a byte order mark": (text) => `\uFEFF${text}`,
  "blank lines and spaces around": (text) => text.replaceAll("\n", " \n\n\t"),
  "everything twice": (text) => `${text}\n${text}`,
  "no last line end": (text) => text.trim(),
  "more words": (text) => text.replace("\n", "\n# enviado desde mi teléfono\n"),
  "lines in any order": (text, random) => shuffled(text.split("\n"), random).join("\n"),
};

test("no such change loses a part, one after the other or all together", () => {
  const random = seeded("parcel");
  for (let turn = 0; turn < 300; turn += 1) {
    const some = shuffled(Object.values(DAMAGES), random).slice(0, 1 + Math.floor(random() * 8));
    const arrived = some.reduce((text, damage) => damage(text, random), writeParcel("bundle", WORDS, PARTS));
    const { kind, parts, bad } = readParcel(arrived);
    assert.deepEqual([kind, [...parts].sort(), bad], ["bundle", [...PARTS].sort(), 0]);
  }
});

test("of a text cut anywhere all parts before the cut are read, and no part that was never there but the one that was cut", () => {
  const text = writeParcel("bundle", WORDS, PARTS);
  for (let length = 0; length < text.length; length += 1) {
    const { kind, parts, bad } = readParcel(text.slice(0, length));
    if (!kind) continue;
    const whole = PARTS.filter((one) => text.slice(0, length).includes(one));
    assert.deepEqual(parts.filter((one) => PARTS.includes(one)), whole);
    assert.ok(parts.length + bad <= whole.length + 1);
  }
});

test("a letter spoilt costs its own part and no other", () => {
  const random = seeded("spoilt");
  const text = writeParcel("copy", WORDS, PARTS);
  const from = text.indexOf(PARTS[0]);
  for (let turn = 0; turn < 500; turn += 1) {
    const at = from + Math.floor(random() * (text.length - from - 1));
    if (text[at] === "\n") continue;
    const { parts, bad } = readParcel(text.slice(0, at) + "?ñ =\u0000"[turn % 5] + text.slice(at + 1));
    assert.ok(parts.filter((one) => PARTS.includes(one)).length >= PARTS.length - 1);
    assert.ok(parts.length + bad <= PARTS.length + 1);
  }
});

test("what is no parcel says so", () => {
  for (const text of ["", "\n\n", "mi-comedor/2 bundle\nAAAA", "hola", "mi-comedor/1 song\nAAAA", "\u0000\u0001PNG", "{}"]) {
    assert.equal(readParcel(text).kind, undefined);
  }
});
