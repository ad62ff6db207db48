"""An office of one: what it did two days ago it signs a second time today, and the audit says so."""
import json

import programs
from checks import story
from municipality import Municipality


def audit(municipality, days_ago=0):
    """The audit's exit code, the names of its findings, and its summary."""
    code, said, _ = programs.run("voucher-office", "--folder", municipality.folder, "audit", days_ago=days_ago)
    *findings, summary = [json.loads(line) for line in said.splitlines()]
    return code, [finding["finding"] for finding in findings], summary


def body(checks, folder, things):
    municipality = Municipality(folder, days_ago=2)
    municipality.issue("families", "Α-17", "Β-03")
    code, findings, summary = audit(municipality, days_ago=2)
    checks.that("on its own day an act may wait for its second signature",
                (code, findings, summary["waiting"]) == (0, [], 1), f"{code} {findings} {summary}")
    municipality.days_ago = 0
    code, findings, summary = audit(municipality)
    checks.that("later the audit finds that it has none", (code, findings) == (1, ["NoSecond"]), f"{code} {findings}")
    waiting = municipality.office("countersign")
    checks.same("the list shows it", [line["kind"] for line in waiting], ["issued"])
    municipality.office("countersign", waiting[0]["act"])
    code, findings, summary = audit(municipality)
    checks.that("signed a second time the log is whole, and one person signed twice",
                (code, findings, summary["samePerson"]) == (0, [], 1), f"{code} {findings} {summary}")
    checks.same("nothing waits any more", municipality.office("countersign"), [])


if __name__ == "__main__":
    story(body)
