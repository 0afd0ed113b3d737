package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sort"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/warning"
)

// exchange is one request to a handler of the server, as its filter chain would pass it on.
type exchange struct {
	target request.RequestInfo
	body   []byte
	held   slot
}

func (e exchange) run(handler http.Handler) (said verdict) {
	heard := &warnings{}
	ctx := context.WithValue(context.Background(), slotKey{}, e.held)
	ctx = request.WithRequestInfo(warning.WithWarningRecorder(ctx, heard), &e.target)
	method := map[string]string{"create": http.MethodPost, "update": http.MethodPut}[e.target.Verb]
	// The handlers take names from the request info; only a registered route looks at the path.
	path := e.target.Path + "?dryRun=All&fieldValidation=Strict"
	req := httptest.NewRequestWithContext(ctx, method, path, bytes.NewReader(e.body))
	req.Header.Set("Content-Type", "application/json")
	response := httptest.NewRecorder()
	defer func() {
		if failure := recover(); failure != nil {
			said = verdict{Code: http.StatusInternalServerError, Reason: "Panic", Message: fmt.Sprint(failure)}
		}
	}()
	handler.ServeHTTP(response, req)
	said = read(response)
	said.Warnings = heard.sorted()
	return said
}

func read(response *httptest.ResponseRecorder) verdict {
	said := verdict{Code: response.Code, Accepted: response.Code < 300}
	if said.Accepted {
		said.Stored = response.Body.String()
		return said
	}
	var status metav1.Status
	if err := json.Unmarshal(response.Body.Bytes(), &status); err != nil {
		said.Message = response.Body.String()
		return said
	}
	said.Reason, said.Message = string(status.Reason), status.Message
	if status.Details != nil {
		for _, c := range status.Details.Causes {
			said.Causes = append(said.Causes, cause{Field: c.Field, Reason: string(c.Type), Message: c.Message})
		}
	}
	return said
}

// warnings collects them as the server's own recorder does: every text once.
type warnings struct {
	mutex sync.Mutex
	texts map[string]bool
}

func (w *warnings) AddWarning(_, text string) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.texts == nil {
		w.texts = map[string]bool{}
	}
	w.texts[text] = true
}

func (w *warnings) sorted() []string {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	out := make([]string, 0, len(w.texts))
	for text := range w.texts {
		out = append(out, text)
	}
	sort.Strings(out)
	return out
}

// notFound stands where the server passes a request on to nobody.
var notFound = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNotFound)
	_ = json.NewEncoder(w).Encode(metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusNotFound, Reason: metav1.StatusReasonNotFound,
		Message: "the server could not find the requested resource",
	})
})
