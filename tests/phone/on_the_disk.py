"""What tests do to a phone's disk behind the app's back, in the browser's own language: take away, read, lay as it was once, spoil."""

#: A database, the journal's files, the canary: whichever is asked for goes.
GO = """async ({ database, journal, canary }) => {
    const asked = (request) => new Promise((yes) => { request.onsuccess = () => yes(request.result); });
    if (database) await asked(indexedDB.deleteDatabase("mi-comedor"));
    const folder = await navigator.storage.getDirectory();
    for await (const name of folder.keys()) if (journal) await folder.removeEntry(name);
    if (canary) localStorage.clear();
}"""

#: Every record of every store, with bytes as lists.
READ = """async () => {
    const asked = (request) => new Promise((yes) => { request.onsuccess = () => yes(request.result); });
    const database = await asked(indexedDB.open("mi-comedor"));
    const all = {};
    for (const name of database.objectStoreNames) {
        const store = database.transaction(name).objectStore(name);
        const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
        all[name] = keys.map((key, at) => [key, values[at]]);
    }
    database.close();
    return JSON.stringify(all, (_, value) => (value instanceof Uint8Array ? { bytes: [...value] } : value));
}"""

#: The database as the first release laid it, with these records.
LAY = """async (text) => {
    const all = JSON.parse(text, (_, value) => (value?.bytes ? Uint8Array.from(value.bytes) : value));
    const opening = indexedDB.open("mi-comedor", 1);
    opening.onupgradeneeded = () => {
        const database = opening.result;
        database.createObjectStore("operations", { keyPath: "id" }).createIndex("made", "made");
        database.createObjectStore("snapshots");
        database.createObjectStore("pages", { keyPath: "n", autoIncrement: true });
        for (const name of ["outbox", "held"]) database.createObjectStore(name, { keyPath: "id" });
        database.createObjectStore("meta");
        database.createObjectStore("drafts", { keyPath: "key" });
    };
    await new Promise((yes) => { opening.onsuccess = yes; });
    const database = opening.result;
    const transaction = database.transaction([...database.objectStoreNames], "readwrite");
    for (const name of database.objectStoreNames) {
        const store = transaction.objectStore(name);
        for (const [key, value] of all[name]) store.keyPath ? store.put(value) : store.put(value, key);
    }
    await new Promise((yes) => { transaction.oncomplete = yes; });
    database.close();
}"""

#: One bit of the newest record turns over.
SPOIL = """async () => {
    const opening = indexedDB.open("mi-comedor");
    await new Promise((yes) => { opening.onsuccess = yes; });
    const database = opening.result;
    const transaction = database.transaction("operations", "readwrite");
    transaction.objectStore("operations").index("made").openCursor(null, "prev").onsuccess = ({ target: { result } }) => {
        result.value.sealed[40] ^= 1;
        result.update(result.value);
    };
    await new Promise((yes) => { transaction.oncomplete = yes; });
    database.close();
}"""

#: The journal's files are these.
FILES = """async (wanted) => {
    const all = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) all.push(name);
    return all.join() === wanted;
}"""
