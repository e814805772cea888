package partners

answer := {
	"paid": sum([it.paid | some it in input]),
	"below": [{"id": it.id, "short": it.least - it.paid} | some it in input; it.paid < it.least],
}
