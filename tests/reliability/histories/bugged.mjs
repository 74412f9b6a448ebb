// Loads the phone's code with one seeded protocol bug: a piece of one source replaced as it is read. The sources themselves never change.
import { registerHooks } from "node:module";

const changes = JSON.parse(process.env.PHONE_BUG);

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const mine = changes.filter(([file]) => url.endsWith(`/static/phone/${file}`));
    if (!mine.length) return loaded;
    const source = mine.reduce((text, [file, right, wrong]) => replaced(text, file, right, wrong), String(loaded.source));
    return { ...loaded, source };
  },
});

function replaced(text, file, right, wrong) {
  if (text.split(right).length !== 2) throw new Error(`${file} does not say once: ${right}`);
  return text.replace(right, () => wrong);
}
