package main

import (
	"net/http"
	"strings"
	"time"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	extensions "k8s.io/apiextensions-apiserver/pkg/apiserver"
	informers "k8s.io/apiextensions-apiserver/pkg/client/informers/externalversions/apiextensions/v1"
	listers "k8s.io/apiextensions-apiserver/pkg/client/listers/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/client-go/tools/cache"
)

// resourceAPI serves the custom resources of one definition.
type resourceAPI struct {
	definition *v1.CustomResourceDefinition
	handler    http.Handler
}

// serve makes the handler that a server has for an established definition. There is nobody to convert, so versions
// are converted as with strategy None.
func serve(created *v1.CustomResourceDefinition) (*resourceAPI, error) {
	internal := &apiextensions.CustomResourceDefinition{}
	if err := extensions.Scheme.Convert(created, internal, nil); err != nil {
		return nil, err
	}
	internal.Status = apiextensions.CustomResourceDefinitionStatus{}
	internal.Spec.Conversion = &apiextensions.CustomResourceConversion{Strategy: apiextensions.NoneConverter}
	establish(internal)
	definition := &v1.CustomResourceDefinition{}
	if err := extensions.Scheme.Convert(internal, definition, nil); err != nil {
		return nil, err
	}
	definition.UID = storedUID
	known, err := only(definition)
	if err != nil {
		return nil, err
	}
	handler, err := extensions.NewCustomResourceDefinitionHandler(
		nil, nil, known, notFound, options{unstructured.UnstructuredJSONScheme}, admission.NewChainHandler(), nil, nil, nil, 1,
		authorizerfactory.NewAlwaysAllowAuthorizer(), time.Minute, time.Minute, nil, bodyLimit,
	)
	return &resourceAPI{definition, handler}, err
}

func (r *resourceAPI) write(w write) verdict {
	spec := &r.definition.Spec
	named := peek(w.Body)
	e := exchange{body: w.Body, target: request.RequestInfo{
		IsResourceRequest: true, Verb: "create", Path: "/", APIPrefix: "apis", APIGroup: spec.Group,
		APIVersion: w.Version, Resource: spec.Names.Plural,
	}}
	if e.target.APIVersion == "" {
		_, e.target.APIVersion, _ = strings.Cut(named.APIVersion, "/")
	}
	if w.Do != "create" {
		there := peek(w.Stored)
		e.target.Verb, e.target.Name = "update", there.Metadata.Name
		if w.Do == "status" {
			e.target.Subresource = "status"
		}
		e.body = withResourceVersion(w.Body)
		e.held = slot{w.Stored, func(runtime.Object) {}}
		named = there
	}
	if spec.Scope == v1.NamespaceScoped {
		e.target.Namespace = named.Metadata.Namespace
		if e.target.Namespace == "" {
			e.target.Namespace = "default"
			e.held.bytes = withNamespace(e.held.bytes, "default")
		}
	}
	said := e.run(r.handler)
	generated := w.Do == "create" && named.Metadata.Name == "" && named.Metadata.GenerateName != ""
	if said.Accepted {
		said.Stored = tidy(said.Stored, generated)
	} else if generated {
		said.hideName(named.Metadata.GenerateName)
	}
	return said
}

// single is an informer that knows one definition and never hears of another.
type single struct{ cache.SharedIndexInformer }

func only(definition *v1.CustomResourceDefinition) (informers.CustomResourceDefinitionInformer, error) {
	informer := cache.NewSharedIndexInformer(&cache.ListWatch{}, &v1.CustomResourceDefinition{}, 0, cache.Indexers{})
	return single{informer}, informer.GetIndexer().Add(definition)
}

func (s single) Informer() cache.SharedIndexInformer { return s.SharedIndexInformer }

func (s single) Lister() listers.CustomResourceDefinitionLister {
	return listers.NewCustomResourceDefinitionLister(s.GetIndexer())
}
