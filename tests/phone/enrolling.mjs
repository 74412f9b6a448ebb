// Enrolment as the page to enter does it: what it borrows of the app is lent here.
import { enrol as enrolWith } from "../../static/phone/sending/enrol.js";
import { idMaker } from "../../static/phone/books/ids.js";
import { Database } from "../../static/phone/keeping/database.js";
import { sealerFor, textOf } from "../../static/phone/keeping/envelope.js";
import { keepIdentity, readIdentity, SECRET_PLACE } from "../../static/phone/keeping/identity.js";
import { rawText } from "../../static/phone/keeping/keys.js";
import { dataKey, seal, unseal } from "../../static/phone/keeping/seal.js";

const TOOLS = { Database, dataKey, idMaker, keepIdentity, rawText, readIdentity, seal, SECRET_PLACE, sealerFor, textOf, unseal };

/** The answer of the federation to a code; `how` as the page says it. */
export const enrol = (code, how) => enrolWith(TOOLS, code, how);
