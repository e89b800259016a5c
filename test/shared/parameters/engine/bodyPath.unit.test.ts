import {
	copyBody,
	readPath,
	removePath,
	writePath,
} from '../../../../nodes/shared/parameters/engine/bodyPath';

it('reads a value at a dotted path', () => {
	expect(readPath({ a: { b: { c: 0 } } }, 'a.b.c')).toBe(0);
	expect(readPath({ a: 'text' }, 'a.length')).toBeUndefined();
	expect(readPath({ a: [{ b: 1 }] }, 'a.0.b')).toBeUndefined();
});

it('writes a value, creates the objects on the way, and replaces what is not an object', () => {
	const body = { a: { kept: 1 }, list: [1] };
	writePath(body, 'a.b.c', 2);
	writePath(body, 'list.x', 3);
	expect(body).toEqual({ a: { kept: 1, b: { c: 2 } }, list: { x: 3 } });
});

it('removes a value with the objects that this leaves empty', () => {
	const body = { a: { b: { c: 1 } }, d: { e: 1, f: 2 }, g: 1 };
	for (const path of ['a.b.c', 'd.e', 'g.h', 'missing.path']) removePath(body, path);
	expect(body).toEqual({ d: { f: 2 }, g: 1 });
});

it('copies objects, so that the original stays as it is', () => {
	const original = { a: { b: { c: 1 } }, list: [{ d: 1 }] };
	const copy = copyBody(original);
	writePath(copy, 'a.b.c', 2);
	expect(original.a.b.c).toBe(1);
	expect(copy).toEqual({ a: { b: { c: 2 } }, list: [{ d: 1 }] });
});
