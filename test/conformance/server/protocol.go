package main

import (
	"encoding/json"
	"fmt"
)

// question asks about a definition, about resources of it, or both. Objects are kept as they were written, so that
// repeated keys and the spelling of numbers reach the server.
type question struct {
	// Definition is created; with Before, it replaces that one. Resources are judged by it when it is accepted.
	Definition json.RawMessage `json:"definition"`
	// Before is the definition as it is stored.
	Before json.RawMessage `json:"before"`
	// Use names the definition of an earlier question (its Keep) instead.
	Use string `json:"use"`
	// Keep remembers the definition under this name. The oldest are forgotten.
	Keep      string  `json:"keep"`
	Resources []write `json:"resources"`
	// Estimate asks for the costs of the rules of a schema, and nothing else.
	Estimate *ruled `json:"estimate"`
}

// write is one request about a custom resource.
type write struct {
	// Do is create, update or status (an update of the status subresource).
	Do   string          `json:"do"`
	Body json.RawMessage `json:"body"`
	// Stored is the object that is there already.
	Stored json.RawMessage `json:"stored"`
	// Version of the endpoint; that of the body's apiVersion when absent.
	Version string `json:"version"`
}

type answer struct {
	// Definition is null when the question named none.
	Definition *verdict  `json:"definition"`
	Resources  []verdict `json:"resources"`
	// Estimates of rules, in their order.
	Estimates []estimate `json:"estimates,omitempty"`
	// Error says that the question could not be asked.
	Error string `json:"error,omitempty"`
}

type verdict struct {
	Accepted bool     `json:"accepted"`
	Code     int      `json:"code"`
	Reason   string   `json:"reason,omitempty"`
	Message  string   `json:"message,omitempty"`
	Causes   []cause  `json:"causes"`
	Warnings []string `json:"warnings"`
	// Stored is the text of what a read returns after the write, without what differs from server to server.
	Stored string `json:"stored,omitempty"`
}

type cause struct {
	Field   string `json:"field"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

// kept is how many definitions stay for later questions.
const kept = 32

func (s *server) answer(line []byte) (out answer) {
	defer func() {
		if failure := recover(); failure != nil {
			out.Error = fmt.Sprintf("panic: %v", failure)
		}
	}()
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return answer{Error: err.Error()}
	}
	if q.Estimate != nil {
		estimates, err := q.Estimate.estimates()
		if err != nil {
			return answer{Error: err.Error()}
		}
		return answer{Estimates: estimates}
	}
	var resources *resourceAPI
	if q.Definition != nil {
		said, created := s.definitions.write(q.Definition, q.Before)
		out.Definition = &said
		if !said.Accepted {
			return out
		}
		if len(q.Resources) > 0 || q.Keep != "" {
			var err error
			if resources, err = serve(created); err != nil {
				out.Error = err.Error()
				return out
			}
		}
		if q.Keep != "" {
			s.keep(q.Keep, resources)
		}
	} else if resources = s.known[q.Use]; resources == nil {
		return answer{Error: fmt.Sprintf("no definition is kept as %q", q.Use)}
	}
	for _, w := range q.Resources {
		out.Resources = append(out.Resources, resources.write(w))
	}
	return out
}

func (s *server) keep(name string, resources *resourceAPI) {
	if s.known[name] == nil {
		s.order = append(s.order, name)
	}
	s.known[name] = resources
	if len(s.order) > kept {
		delete(s.known, s.order[0])
		s.order = s.order[1:]
	}
}
