// Pins the modules whose files the schemas and the Flux CRDs are taken from; nothing here is built.
module tools/schemas

go 1.26

require (
	github.com/cert-manager/cert-manager v1.21.1
	github.com/fluxcd/helm-controller v1.6.3
	github.com/fluxcd/kustomize-controller v1.9.4
	github.com/fluxcd/notification-controller v1.9.3
	github.com/fluxcd/source-controller v1.9.4
	github.com/kyverno/kyverno v1.19.1
	github.com/longhorn/longhorn-manager v1.12.0
	github.com/prometheus-operator/prometheus-operator v0.93.1
	k8s.io/kubernetes v1.34.4
)
