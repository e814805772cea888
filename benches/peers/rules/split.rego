package split

paid_by(payer) := sum([it.amount | some it in input.contributions; it.payer == payer])

all := sum([it.amount | some it in input.contributions])

off(payer, share) if abs(paid_by(payer) - all * share) > input.tolerance

default breach := false

breach if off("state", 0.50)

breach if off("region", 0.25)

breach if off("municipality", 0.25)

answer := {"breach": breach, "whole": all, "state": paid_by("state"), "region": paid_by("region"), "municipality": paid_by("municipality")}
