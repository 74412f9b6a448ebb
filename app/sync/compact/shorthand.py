"""The shorthand: which number stands for which kind, and which bit for which of its fields. Published, and only ever added to at its end.

A line is a kind of version 1 and its fields; what phones write every day stands first, because a phone may know only the first so many.
A kind that gets a field gets another line.
"""

LINES = (
    "rations.served slot person class price_cents bracket sex again",
    "service.described slot label menu price_cents member_price_cents social_price_cents",
    "food.used food source qty slot lot unit unit_qty measure value_cents",
    "rations.counted slot counts prices replaces",
    "rations.settled slot amount_cents replaces",
    "cash.spent amount_cents fund category description quantity unit unit_price_cents supplier supplier_ruc receipt series number",
    "dues.paid amount_cents person period",
    "beneficiary.registered names paternal maternal doc_type doc_number born_on age sex type pregnant disability household guardian"
    " guardian_names guardian_paternal guardian_maternal guardian_dni address consent",
    "food.received food source received_qty asked_qty promised_qty asked_on promised_on document delivery supplier lot expires_on unit"
    " unit_qty measure value_cents with",
    "operation.undone target",
    "keeper.joined name",
    "credit.paid amount_cents person",
    "food.counted food source qty reason replaces unit unit_qty measure",
    "cash.counted amount_cents reason replaces",
    "income.received amount_cents fund category giver document",
    "food.wasted food source qty reason lot unit unit_qty measure",
    "beneficiary.amended names paternal maternal doc_type doc_number born_on age sex type pregnant disability household guardian"
    " guardian_names guardian_paternal guardian_maternal guardian_dni address consent person",
    "service.skipped slot reason",
    "notice.read notice",
    "notice.published title text until_on",
    "month.handed_in period",
    "month.observed period comment",
    "month.accepted period",
    "beneficiary.left person reason",
    "beneficiary.returned person",
    "right.asked person right",
    "person.erased person",
    "subsidy.received amount_cents document payer assigned_on from_on until_on",
    "credit.forgiven amount_cents person document",
    "food.named name measure",
    "roll.handed_in count",
    "keeper.left keeper",
    "operation.rejected target reason instead",
)

#: Each line's kind, and its fields in the order of their bits.
KINDS = tuple(line.split(" ")[0] for line in LINES)
FIELDS = tuple(tuple(line.split(" ")[1:]) for line in LINES)
#: The line of a kind: the last one that tells it.
LINE = {kind: number for number, kind in enumerate(KINDS)}
