package index

index := sum([part | some it in input.indicators; part := it.value * it.weight])

answer := {"index": index, "breach": index < input.target}
