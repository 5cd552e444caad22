"""Every import contract turns red when its rule is broken: one house in which all of them are."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture import house

BAD_HOUSE = {
    "samplats/places/queries.py": "from samplats.website import apps",
    "samplats/website/apps.py": "from samplats.demo import load",
    "samplats/demo/load.py": "",
    "samplats/unheardof/apps.py": "",
    "samplats/evidence/incidents/queries.py": "from samplats.evidence.surveys import models",
    "samplats/evidence/surveys/models.py": "",
    "samplats/foundation/geo/tiles.py": "from samplats.foundation.audit import chain",
    "samplats/foundation/audit/chain.py": "",
    "samplats/places/models.py": "from samplats.places import actions",
    "samplats/places/actions.py": "from samplats.places import views",
    "samplats/places/views.py": "from samplats.places import models",
    "samplats/places/forms.py": "import placestats",
    "samplats/places/slots.py": "",
    "samplats/places/apps.py": "from samplats.places import slots",
    "samplats/places/rules.py": "import django",
    "samplats/commands/main.py": "",
    "samplats/config/urls.py": "",
    "samplats/config/apps.py": "",
    "samplats/commands/demo.py": "",
    "samplats/commands/serve.py": "",
    "samplats/analyses/rules.py": "",
    "placestats/core.py": "import django",
}


def test_each_contract_breaks_in_a_bad_house(tmp_path: Path):
    for name, line in BAD_HOUSE.items():
        path = tmp_path / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line + "\n")
        for folder in path.relative_to(tmp_path / "src").parents[:-1]:
            (tmp_path / "src" / folder / "__init__.py").touch()
    shutil.copy(house.ROOT / ".importlinter", tmp_path)
    paths = f"{tmp_path / 'src'}:{house.ROOT}"
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": paths, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    names = re.findall(r"^name = (.+)$", (house.ROOT / ".importlinter").read_text(), re.MULTILINE)
    kept = [name for name in names if f"{name} BROKEN" not in done.stdout]
    assert kept == [], done.stdout + done.stderr
