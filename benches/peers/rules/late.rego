package late

day := 86400000000000

answer := [{"id": it.id, "days": days} |
	some it in input
	days := (time.parse_ns("2006-01-02", it.delivered) - time.parse_ns("2006-01-02", it.due)) / day
	days > 0
]
