"""The publications that the curves rest on, by their keys in the bibliography of the course."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication: authors with year, journal, and its DOI where one was checked."""

    key: str
    short: str
    journal: str
    doi: str | None = None

    def __str__(self) -> str:
        return f"{self.short}, {self.journal}" + (f", doi {self.doi}" if self.doi else "")


_ALL: Final = (
    Source(
        key="clements1981",
        short="Clements & Nimmo, 1981",
        journal="British Journal of Anaesthesia",
        doi="10.1093/bja/53.1.27",
    ),
    Source(key="domino1982", short="Domino et al., 1982", journal="Anesthesia and Analgesia"),
    Source(
        key="fanta2015",
        short="Fanta et al., 2015",
        journal="European Journal of Clinical Pharmacology",
        doi="10.1007/s00228-015-1826-y",
    ),
    Source(
        key="otto2021",
        short="Otto et al., 2021",
        journal="European Journal of Clinical Pharmacology",
        doi="10.1007/s00228-021-03104-1",
    ),
    Source(
        key="simons2022",
        short="Simons et al., 2022",
        journal="Frontiers in Pain Research",
        doi="10.3389/fpain.2022.946486",
    ),
    Source(
        key="perezruixo2021",
        short="Perez-Ruixo et al., 2021",
        journal="Clinical Pharmacokinetics",
        doi="10.1007/s40262-020-00953-4",
    ),
    Source(
        key="zanos2018b",
        short="Zanos et al., 2018",
        journal="Pharmacological Reviews",
        doi="10.1124/pr.117.015198",
    ),
    Source(key="hirlinger1984", short="Hirlinger & Dick, 1984", journal="Der Anaesthesist"),
    Source(
        key="grant1981",
        short="Grant et al., 1981",
        journal="British Journal of Anaesthesia",
        doi="10.1093/bja/53.8.805",
    ),
    Source(key="chong2006", short="Chong et al., 2006", journal="Pain Medicine"),
    Source(
        key="rolan2014",
        short="Rolan et al., 2014",
        journal="British Journal of Clinical Pharmacology",
        doi="10.1111/bcp.12264",
    ),
    Source(
        key="yanagihara2003",
        short="Yanagihara et al., 2003",
        journal="Biopharmaceutics & Drug Disposition",
        doi="10.1002/bdd.336",
    ),
    Source(
        key="hagelberg2010",
        short="Hagelberg et al., 2010",
        journal="European Journal of Pain",
        doi="10.1016/j.ejpain.2009.10.003",
    ),
    Source(
        key="peltoniemi2011",
        short="Peltoniemi et al., 2011",
        journal="Clinical Pharmacology & Therapeutics",
        doi="10.1038/clpt.2011.140",
    ),
    Source(
        key="peltoniemi2012a",
        short="Peltoniemi et al., 2012",
        journal="European Journal of Clinical Pharmacology",
        doi="10.1007/s00228-012-1214-9",
    ),
)

SOURCES: Final = MappingProxyType({source.key: source for source in _ALL})
