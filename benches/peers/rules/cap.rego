package cap

stairs := [{"from": 0, "to": 7000000, "rate": 0.20}, {"from": 7000000, "to": 15000000, "rate": 0.15}]

cap := sum([part |
	some step in stairs
	input.allocation > step.from
	part := (min([input.allocation, step.to]) - step.from) * step.rate
])

answer := {"breach": input.equity > cap, "cap": cap, "excess": max([0, input.equity - cap])}
