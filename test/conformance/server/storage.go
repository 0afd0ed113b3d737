package main

import (
	"context"
	"errors"
	"reflect"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/storagebackend"
	"k8s.io/apiserver/pkg/storage/storagebackend/factory"
	"k8s.io/client-go/tools/cache"
)

// storedUID is the UID of every stored object.
const storedUID = "7d3a1c52-0b1e-4f0e-9a43-5f5a2c9d8e10"

// slot is what the storage holds for one request; it travels in the request's context.
type slot struct {
	bytes []byte
	// finish completes an object that was read: what a file leaves out and every stored object has.
	finish func(runtime.Object)
}

type slotKey struct{}

// oneObject is a storage of at most one object, that of the request. Requests are dry runs, so it is only read.
type oneObject struct {
	storage.Interface
	codec runtime.Codec
}

func (oneObject) Versioner() storage.Versioner { return storage.APIObjectVersioner{} }

func (o oneObject) Get(ctx context.Context, key string, options storage.GetOptions, into runtime.Object) error {
	held, ok := ctx.Value(slotKey{}).(slot)
	if !ok || len(held.bytes) == 0 {
		if options.IgnoreNotFound {
			return runtime.SetZeroValue(into)
		}
		return storage.NewKeyNotFoundError(key, 0)
	}
	// Twice: the given text may be of any version, what is in the storage is of the storage version.
	read, _, err := o.codec.Decode(held.bytes, nil, reflect.New(reflect.TypeOf(into).Elem()).Interface().(runtime.Object))
	if err != nil {
		return storage.NewInternalError(err)
	}
	bytes, err := runtime.Encode(o.codec, read)
	if err != nil {
		return storage.NewInternalError(err)
	}
	if _, _, err := o.codec.Decode(bytes, nil, into); err != nil {
		return storage.NewInternalError(err)
	}
	found, err := meta.Accessor(into)
	if err != nil {
		return storage.NewInternalError(err)
	}
	found.SetResourceVersion("1")
	if found.GetUID() == "" {
		found.SetUID(storedUID)
	}
	if found.GetGeneration() == 0 {
		found.SetGeneration(1)
	}
	if created := found.GetCreationTimestamp(); created.IsZero() {
		found.SetCreationTimestamp(metav1.Unix(1577836800, 0))
	}
	held.finish(into)
	return nil
}

func (oneObject) ReadinessCheck() error { return nil }

func (oneObject) EnableResourceSizeEstimation(storage.KeysFunc) error { return nil }

// options lets a registry keep its objects, encoded by this codec, in a storage of one object.
type options struct{ codec runtime.Codec }

func (o options) GetRESTOptions(resource schema.GroupResource, _ runtime.Object) (generic.RESTOptions, error) {
	config := storagebackend.Config{Codec: o.codec}
	return generic.RESTOptions{
		StorageConfig:  config.ForResource(resource),
		ResourcePrefix: resource.String(),
		Decorator:      decorate,
	}, nil
}

func decorate(
	config *storagebackend.ConfigForResource, _ string, _ func(runtime.Object) (string, error), _, _ func() runtime.Object,
	_ storage.AttrFunc, _ storage.IndexerFuncs, _ *cache.Indexers,
) (storage.Interface, factory.DestroyFunc, error) {
	if config.Codec == nil {
		return nil, nil, errors.New("a storage needs a codec")
	}
	return oneObject{codec: config.Codec}, func() {}, nil
}
