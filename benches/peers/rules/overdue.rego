package overdue

# Days written as year, month, day stand in the order of time: nothing need be parsed.
answer := [it.id |
	some it in input.reports
	it.due < input.as_of
	not in_hand(it)
]

in_hand(it) if {
	it.delivered != null
	it.delivered <= input.as_of
}
