// Pins the modules whose files tests serve or hand to programs (charts, stages of KWOK); nothing here is built.
module tools/charts

go 1.26

require (
	github.com/cilium/cilium v1.18.6
	sigs.k8s.io/kwok v0.8.0
)
