package tie

computed := sum(input.rows)

answer := {"computed": computed, "difference": abs(input.total - computed), "breach": abs(input.total - computed) > 0.16}
