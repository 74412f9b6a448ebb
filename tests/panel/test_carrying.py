"""A coordinator hands over what kitchens without signal sent her by hand, learns only counts, and sends the receipts back."""

from io import BytesIO

import pytest

from app.sync import parcel
from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.an_envelope import words as in_letters
from tests.panel.a_form import AForm
from tests.panel.test_the_month import words
from tests.stories import Confederation

PAGE = "/panel/es/entregar"


@pytest.fixture
def far(confederation: Confederation) -> APhone:
    """A phone of Cusco with three counts that wait."""
    phone = confederation.a_phone("wasi")
    phone.syncs()
    for day in range(3):
        phone.counts(on=f"2026-03-0{day + 2}", paid=10 + day)
    return phone


def bundle(phone: APhone, most: int = 500) -> bytes:
    """The file that its leader sends."""
    return parcel.write("bundle", "De Mi Comedor.", map(in_letters, phone.bundles(most))).encode()


def hands_over(visitor: AVisitor, *files: tuple[str, bytes]) -> str:
    """Choose files and press the button; the page that tells what became of them."""
    form = {"csrf_token": visitor.proof(PAGE), "archivo": [(BytesIO(content), name) for name, content in files]}
    answer = visitor.client.post(PAGE, data=form, content_type="multipart/form-data")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def receipts(visitor: AVisitor, told: str) -> parcel.Parcel:
    """The file that the page gives back."""
    answer = visitor.client.post(f"{PAGE}/recibo", data=AForm(told).boxes)
    assert answer.status_code == 200 and "comprobante-mi-comedor.txt" in answer.headers["Content-Disposition"]
    return parcel.read(answer.data)


def test_she_carries_for_anybody_and_the_receipt_is_the_acknowledgement(confederation: Confederation, rosa: AVisitor, far: APhone) -> None:
    told = hands_over(rosa, ("lo de Ñawi.txt", bundle(far, most=2)))
    assert "2 partes entregadas 3 anotaciones" in words(told) and "lo de Ñawi.txt" in told
    assert "Ñawi Wasi" not in told and "K-003" not in told
    back = receipts(rosa, told)
    assert back.kind == "receipt" and len(back.parts) == 2 and back.bad == 0
    assert len(far.outbox) == 3, "handing over is no acknowledgement"
    assert [far.takes_receipt(part) for part in back.parts] == [200, 200]
    assert far.outbox == [] and {answer["answer"] for answer in far.answers.values()} == {"accepted"}
    assert "Entregó archivos" in rosa.reads("/panel/es/registro") and "2 partes, 3 anotaciones" in rosa.reads("/panel/es/registro")


def test_twice_is_a_repetition_and_the_receipt_comes_again(confederation: Confederation, rosa: AVisitor, far: APhone) -> None:
    file = ("a.txt", bundle(far))
    told = [words(hands_over(rosa, file, file)), words(hands_over(rosa, file))]
    assert [page.count("3 anotaciones") for page in told] == [2, 1]
    luz = confederation.a_phone("wasi", "Luz")
    luz.syncs()
    assert sum(said["kind"] == "rations.counted" for said in luz.log.values()) == 3


def test_of_several_files_each_is_told_for_itself(confederation: Confederation, rosa: AVisitor, far: APhone) -> None:
    stranger = confederation.a_phone()
    stranger.syncs()
    stranger.secret = "A" * 43
    good = bundle(far, most=1)
    damaged = good.replace(good.splitlines()[2][60:80], b"A" * 20)
    closed = parcel.write("receipt", "", ["AAAA"]).encode()
    copy = parcel.write("copy", "", ["AAAA"]).encode()
    page = words(
        hands_over(
            rosa,
            ("1.txt", damaged.replace(b"\n", b"\r\n") + b"?? roto ??\n"),
            ("2.txt", bundle(stranger)),
            ("3.txt", closed),
            ("4.txt", copy),
            ("5.txt", b"\xff\x00hola"),
            ("6.txt", b"mi-comedor/1 bundle\n"),
        )
    )
    one, two, three, four, five, six = (page.partition(f"{n}.txt")[2].partition(f"{n + 1}.txt")[0] for n in range(1, 7))
    assert "2 partes entregadas 2 anotaciones" in one and "2 partes dañadas" in one
    assert "Una parte de un celular desconocido" in two
    assert "Es un comprobante" in three and "Es la copia de un cuaderno" in four and "No es un archivo de Mi Comedor" in five
    assert "Está vacío" in six


def test_what_a_closed_phone_handed_to_her_waits_for_who_may_decide(
    confederation: Confederation, rosa: AVisitor, board: AVisitor, far: APhone
) -> None:
    question = f"/panel/es/comedor/K-003/celulares/{far.device}/cerrar"
    assert board.presses(question, on=question, por="lost").status_code == 303
    told = hands_over(rosa, ("a.txt", bundle(far)))
    assert "3 anotaciones" in words(told)
    assert far.takes_receipt(receipts(rosa, told).parts[0]) == 403
    assert "Lo que dejó, de una vez: 3 anotaciones" in words(board.reads(question.removesuffix("/cerrar")))


def test_what_is_too_much_for_once_is_handed_over_again(
    confederation: Confederation, rosa: AVisitor, far: APhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ("a.txt", bundle(far, most=1))
    with monkeypatch.context() as hurried:
        hurried.setattr("app.panel.carrying.MOST", 10)
        page = words(hands_over(rosa, file))
        assert "Una parte entregada" in page and "2 partes para después" in page
    assert "3 partes entregadas" in words(hands_over(rosa, file))


def test_no_file_or_too_much_is_said_kindly(confederation: Confederation, rosa: AVisitor, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = rosa.presses(PAGE, on=PAGE)
    assert answer.status_code == 400 and "Elija al menos un archivo" in answer.get_data(as_text=True)
    for receipt in ("", "<script>", "AAAA x?"):
        assert rosa.presses(f"{PAGE}/recibo", on=PAGE, recibos=receipt).status_code == 404
    monkeypatch.setattr("app.panel.views.carry.LONGEST", 1000)
    form = {"csrf_token": rosa.proof(PAGE), "archivo": (BytesIO(b"a" * 2000), "a.txt")}
    answer = rosa.client.post(PAGE, data=form, content_type="multipart/form-data")
    assert answer.status_code == 413 and "Es demasiado grande" in answer.get_data(as_text=True)


def test_a_file_of_more_than_a_push_comes_through(confederation: Confederation, rosa: AVisitor, far: APhone) -> None:
    filler = b"# " + b"x" * 6_000_000 + b"\n"
    assert "3 anotaciones" in words(hands_over(rosa, ("a.txt", bundle(far) + filler)))
