package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
)

// heading is what must be known of an object before anybody decodes it. Fields of other types read as empty.
type heading struct {
	APIVersion string
	Metadata   struct{ Name, Namespace, GenerateName string }
}

func peek(body []byte) (out heading) {
	object := parse(body)
	text := func(from map[string]any, key string) string {
		s, _ := from[key].(string)
		return s
	}
	metadata, _ := object["metadata"].(map[string]any)
	out.APIVersion = text(object, "apiVersion")
	out.Metadata.Name, out.Metadata.Namespace = text(metadata, "name"), text(metadata, "namespace")
	out.Metadata.GenerateName = text(metadata, "generateName")
	return out
}

func nameIn(body []byte) string { return peek(body).Metadata.Name }

// parse reads an object and keeps its numbers as they are written.
func parse(body []byte) map[string]any {
	var object map[string]any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	_ = decoder.Decode(&object)
	return object
}

// withResourceVersion says that an update is about the stored object, where it does not say about which: kubectl does so
// for every file it applies. The text is otherwise left alone, duplicate keys included.
func withResourceVersion(body []byte) []byte {
	object := parse(body)
	metadata, ok := object["metadata"].(map[string]any)
	if !ok {
		if _, there := object["metadata"]; there || object == nil {
			return body
		}
		return addFirst(body, 0, `"metadata":{"resourceVersion":"1"}`)
	}
	if _, there := metadata["resourceVersion"]; there {
		return body
	}
	return addFirst(body, metadataAt(body), `"resourceVersion":"1"`)
}

// metadataAt is the offset of the brace that opens the last metadata of the object.
func metadataAt(body []byte) int {
	decoder := json.NewDecoder(bytes.NewReader(body))
	at, depth, isKey := 0, 0, false
	var key any
	for {
		token, err := decoder.Token()
		if err != nil {
			return at
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			if depth == 1 && key == "metadata" && token == json.Delim('{') {
				at = int(decoder.InputOffset()) - 1
			}
			depth++
			isKey = depth == 1
			continue
		case json.Delim('}'), json.Delim(']'):
			depth--
			isKey = depth == 1
			continue
		}
		if depth != 1 {
			continue
		}
		if isKey {
			key = token
		}
		isKey = !isKey
	}
}

// addFirst puts an entry behind the brace at an offset.
func addFirst(body []byte, at int, entry string) []byte {
	at += bytes.IndexByte(body[at:], '{') + 1
	rest := body[at:]
	if !bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("}")) {
		entry += ","
	}
	return append(append(append([]byte{}, body[:at]...), entry...), rest...)
}

// withNamespace puts a stored object into a namespace.
func withNamespace(body []byte, namespace string) []byte {
	object := parse(body)
	if object == nil {
		return body
	}
	metadata, ok := object["metadata"].(map[string]any)
	if !ok {
		metadata = map[string]any{}
		object["metadata"] = metadata
	}
	metadata["namespace"] = namespace
	out, _ := json.Marshal(object)
	return out
}

// tidy removes what differs from server to server, and a name that the server made up.
func tidy(stored string, generated bool) string {
	object := parse([]byte(stored))
	if metadata, ok := object["metadata"].(map[string]any); ok {
		for _, key := range []string{"uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"} {
			delete(metadata, key)
		}
		if generated {
			delete(metadata, "name")
		}
	}
	out, err := json.Marshal(object)
	if err != nil {
		return stored
	}
	return string(out)
}

// hideName puts xxxxx where the server puts five random characters behind a generateName.
func (v *verdict) hideName(base string) {
	const longest = 63 - 5
	quoted := strconv.Quote(base[:min(len(base), longest)])
	made := regexp.MustCompile(regexp.QuoteMeta(quoted[:len(quoted)-1]) + `[a-z0-9]{5}"`)
	fixed := quoted[:len(quoted)-1] + `xxxxx"`
	for i := range v.Causes {
		v.Causes[i].Message = made.ReplaceAllLiteralString(v.Causes[i].Message, fixed)
	}
	v.Message = made.ReplaceAllLiteralString(v.Message, fixed)
}
