package main

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/emicklei/go-restful/v3"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	extensions "k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	"k8s.io/apiserver/pkg/endpoints"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
)

// bodyLimit is that of kube-apiserver.
const bodyLimit = 3 * 1024 * 1024

type server struct {
	definitions *definitionAPI
	known       map[string]*resourceAPI
	order       []string
}

func newServer() (*server, error) {
	definitions, err := newDefinitionAPI()
	return &server{definitions: definitions, known: map[string]*resourceAPI{}}, err
}

// definitionAPI is the endpoint of CustomResourceDefinitions.
type definitionAPI struct{ handler http.Handler }

func newDefinitionAPI() (*definitionAPI, error) {
	codec := extensions.Codecs.LegacyCodec(v1.SchemeGroupVersion)
	registry, err := customresourcedefinition.NewREST(extensions.Scheme, options{codec})
	if err != nil {
		return nil, err
	}
	group := endpoints.APIGroupVersion{
		Storage:                     map[string]rest.Storage{"customresourcedefinitions": registry},
		Root:                        "/apis",
		GroupVersion:                v1.SchemeGroupVersion,
		AllServedVersionsByResource: map[string][]string{"customresourcedefinitions": {"v1"}},
		Serializer:                  extensions.Codecs,
		ParameterCodec:              metav1.ParameterCodec,
		Typer:                       extensions.Scheme,
		Creater:                     extensions.Scheme,
		Convertor:                   extensions.Scheme,
		ConvertabilityChecker:       extensions.Scheme,
		UnsafeConvertor:             runtime.UnsafeObjectConvertor(extensions.Scheme),
		Defaulter:                   extensions.Scheme,
		Namer:                       meta.NewAccessor(),
		TypeConverter:               managedfields.NewDeducedTypeConverter(),
		EquivalentResourceRegistry:  runtime.NewEquivalentResourceRegistry(),
		Authorizer:                  authorizerfactory.NewAlwaysAllowAuthorizer(),
		Admit:                       admission.NewChainHandler(),
		MaxRequestBodyBytes:         bodyLimit,
	}
	container := restful.NewContainer()
	_, _, err = group.InstallREST(container)
	return &definitionAPI{container}, err
}

// write creates a definition, or replaces the one before it; it returns the definition as stored.
func (d *definitionAPI) write(body, before []byte) (verdict, *v1.CustomResourceDefinition) {
	e := exchange{body: body, target: request.RequestInfo{
		IsResourceRequest: true, Verb: "create", Path: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
		APIPrefix: "apis", APIGroup: v1.GroupName, APIVersion: "v1", Resource: "customresourcedefinitions",
	}}
	if before != nil {
		e.target.Verb = "update"
		e.target.Name = nameIn(before)
		e.target.Path += "/" + e.target.Name
		e.body = withResourceVersion(body)
		e.held = slot{before, func(read runtime.Object) { establish(read.(*apiextensions.CustomResourceDefinition)) }}
	}
	said := e.run(d.handler)
	if named := peek(body); !said.Accepted {
		if before == nil && named.Metadata.Name == "" && named.Metadata.GenerateName != "" {
			said.hideName(named.Metadata.GenerateName)
		}
		return said, nil
	}
	created := &v1.CustomResourceDefinition{}
	if err := json.Unmarshal([]byte(said.Stored), created); err != nil {
		return verdict{Code: http.StatusInternalServerError, Message: err.Error()}, nil
	}
	said.Stored = tidy(said.Stored, false)
	return said, created
}

// establish puts a definition into the state in which the naming controllers leave it.
func establish(d *apiextensions.CustomResourceDefinition) {
	if len(d.Status.StoredVersions) == 0 {
		for _, version := range d.Spec.Versions {
			if version.Storage {
				d.Status.StoredVersions = []string{version.Name}
			}
		}
	}
	if apiextensions.FindCRDCondition(d, apiextensions.Established) != nil {
		return
	}
	d.Status.AcceptedNames = d.Spec.Names
	long := metav1.NewTime(time.Unix(1577836800, 0))
	for _, what := range []apiextensions.CustomResourceDefinitionConditionType{apiextensions.NamesAccepted, apiextensions.Established} {
		d.Status.Conditions = append(d.Status.Conditions, apiextensions.CustomResourceDefinitionCondition{
			Type: what, Status: apiextensions.ConditionTrue, LastTransitionTime: long,
		})
	}
}
