"""Figures agree with those that were published, to six decimals and more."""

import pytest

from tests.quizzes.statistics.published import MOODLE_22, MOODLE_25, WITH_GAPS, lsat
from tests.quizzes.statistics.reading import figures, question
from trainer.quizzes.statistics.figure import Figure

# Facility x 100, standard deviation x 1000, effective weight, discrimination index, discriminative efficiency, as they
# stand in Moodle's own test (statistics_test.php), taken from a spreadsheet.
MOODLE_22_VALUES = {
    "q8": (41.19318182, 1912.733589, 26.58464457, 25.88327077, 27.23492723),
    "q14": (81.36363636, 251.2738111, 3.368456046, 1.170256965, 1.382386552),
    "q15": (71.36363636, 322.6312277, 3.253955259, -4.207816809, -4.691171307),
    "q16": (65.45454545, 333.4199022, 7.584083694, 28.16930644, 31.12404354),
    "q17": (65.90909091, 337.5811591, 3.79658376, -2.513606859, -2.877487579),
    "q25": (36.36363636, 492.3659639, 3.183278505, -12.99017581, -17.5074184),
    "q22": (59.09090909, 503.2362797, 4.532356904, -8.900638238, -10.27568922),
    "q23": (50, 511.7663157, 7.78856243, 8.670004606, 10.86956522),
    "q24": (59.09090909, 503.2362797, 10.08351572, 29.63337745, 34.58997279),
    "q20": (63.63636364, 492.3659639, 8.381139345, 15.18945843, 17.4790556),
    "q21": (45.45454545, 509.6471914, 8.727645713, 16.21079629, 20.14359793),
    "q18": (27.27272727, 455.8423058, 7.946277111, 15.52451404, 22.06477733),
    "q19": (50, 511.7663157, 4.769500946, -8.396734802, -10),
}

# Facility, standard deviation, effective weight, discrimination index, discriminative efficiency (qstats00.csv).
MOODLE_25_VALUES = {
    "q1": (0.704, 0.4513682901, 21.2922742344, -7.0650767526, -9.4550536967),
    "q2": (0.48, 0.5099019514, 18.8979800309, -28.8982125772, -36.7834118938),
    "q3": (0.973333332, 0.13333334, 4.443012573, -9.1230674268, -21.6545012165),
    "q4": (0.68, 0.4760952286, 18.9347251357, -22.6306444113, -31.4411395613),
    "q5": (0.52, 0.3055050463, 11.1450138688, -17.6997047674, -21.1794802584),
    "q6": (0.64, 0.4898979486, 9.8081339177, -45.3785178421, -56.9365974439),
    "q7": (0.62, 0.331662479, 15.4788602394, -5.6543166602, -6.5043742058),
}


def value(figure: Figure) -> float:
    assert figure.value is not None, figure.why
    return figure.value


@pytest.mark.parametrize("name", MOODLE_22_VALUES)
def test_questions_of_moodles_first_data_set(name: str) -> None:
    each = question(figures(MOODLE_22, maxima={"q8": "8"}), name)
    found = (
        100 * value(each.facility),
        1000 * value(each.standard_deviation),
        value(each.effective_weight),
        value(each.discrimination_index),
        value(each.discriminative_efficiency),
    )
    assert found == pytest.approx(MOODLE_22_VALUES[name], abs=1e-6)


@pytest.mark.parametrize("name", MOODLE_25_VALUES)
def test_questions_of_moodles_second_data_set(name: str) -> None:
    each = question(figures(MOODLE_25), name)
    found = (
        value(each.facility),
        value(each.standard_deviation),
        value(each.effective_weight),
        value(each.discrimination_index),
        value(each.discriminative_efficiency),
    )
    assert found == pytest.approx(MOODLE_25_VALUES[name], abs=1e-6)
    assert 100 * value(each.item_rest_correlation) == pytest.approx(value(each.discrimination_index), abs=1e-9)


def test_the_quiz_of_moodles_second_data_set_whose_consistency_is_below_nought() -> None:
    found = figures(MOODLE_25)

    assert value(found.totals.mean) == pytest.approx(4.617333332, abs=1e-8)
    assert value(found.totals.median) == 4.5
    assert value(found.totals.standard_deviation) == pytest.approx(0.8117265554, abs=1e-8)
    assert value(found.totals.skewness) == pytest.approx(-0.092502502, abs=1e-8)
    assert value(found.totals.kurtosis) == pytest.approx(-0.7073968557, abs=1e-8)
    assert value(found.consistency.internal_consistency) == pytest.approx(-87.2230935542, abs=1e-8)
    assert value(found.consistency.error_ratio) == pytest.approx(136.8294900795, abs=1e-8)
    assert value(found.consistency.standard_error) == pytest.approx(1.1106813066, abs=1e-8)
    assert found.consistency.kr20.why == "Some marks are neither 0 nor the maximum."


def test_an_empty_cell_leaves_the_pair_as_in_pingouin_and_psych() -> None:
    found = figures(WITH_GAPS)
    assert value(found.consistency.cronbach_alpha) == pytest.approx(0.732660835214447, abs=1e-12)
    assert value(found.consistency.internal_consistency) == pytest.approx(73.2660835214447, abs=1e-10)
    assert question(found, "Q1").n == 11


def test_lines_without_gaps_alone() -> None:
    whole = "\n".join(line for line in WITH_GAPS.splitlines() if ",," not in line and not line.startswith(","))
    found = figures(whole).consistency
    # Alpha as pingouin's documentation has it; Feldt's interval by scipy.stats.f with 8 and 80 degrees of freedom.
    assert value(found.cronbach_alpha) == pytest.approx(0.8016949152542373, abs=1e-12)
    assert (found.cronbach_alpha.low, found.cronbach_alpha.high) == pytest.approx(
        (0.5330031999132738, 0.9472079673390164), abs=1e-9
    )
    assert value(found.kr20) == pytest.approx(0.8016949152542373, abs=1e-12)


def test_section_six_of_the_lsat() -> None:
    found = figures(lsat())
    # R's ltm::descript(LSAT) has 0.924 0.709 0.553 0.763 0.870, alpha 0.2950, and 0.1128 0.1532 0.1728 0.1444 0.1216
    # for the correlations with the rest; the further digits are from numpy and scipy (bias=False).
    assert [value(each.facility) for each in found.questions] == [0.924, 0.709, 0.553, 0.763, 0.87]
    assert [value(each.item_rest_correlation) for each in found.questions] == pytest.approx(
        [0.11283268892234, 0.15317812011653, 0.17277894329109, 0.14442809524709, 0.1215964025471], abs=1e-12
    )
    assert [value(each.discriminative_efficiency) for each in found.questions] == pytest.approx(
        [18.48172207362096, 20.00266657778074, 21.88995436891397, 17.7201964267058, 18.77477124822621], abs=1e-9
    )
    assert value(found.consistency.kr20) == pytest.approx(0.2949971922159, abs=1e-12)
    assert value(found.totals.skewness) == pytest.approx(-0.69101087614200, abs=1e-12)
    assert value(found.totals.kurtosis) == pytest.approx(0.07817854639380, abs=1e-12)
    assert value(found.consistency.standard_error) == pytest.approx(0.8690666123933, abs=1e-12)
