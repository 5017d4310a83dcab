// Driver of @getodk/xforms-engine in Node: lines of JSON in, lines of JSON out.
//
// The package is made for browsers and bundlers; jsdom and the few names below are what it misses.

import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { JSDOM } from 'jsdom';
import { makeDriver } from './driver.mjs';

const { window } = new JSDOM('<!DOCTYPE html>', { url: 'https://contoh.id/' });
const names = Object.getOwnPropertyNames(window).filter((name) => /^(XML|HTML|DOM|XPath)/.test(name));
const needed = ['Node', 'Element', 'Attr', 'CDATASection', 'CharacterData', 'Comment', 'Document'];
needed.push('ProcessingInstruction', 'Text', 'localStorage', 'document', 'File', 'FileReader');
for (const name of [...names, ...needed]) {
	globalThis[name] ??= window[name];
}
globalThis.window ??= window;
globalThis.__dirname ??= '.';
for (const told of ['log', 'info', 'warn', 'debug']) {
	console[told] = () => {}; // nothing may stand between the answers
}

const { loadForm } = await import('@getodk/xforms-engine');

const answer = makeDriver({
	loadForm,
	read: (path) => readFile(path, 'utf-8'),
	now: () => Number(process.hrtime.bigint()) / 1000,
});

for await (const line of createInterface({ input: process.stdin })) {
	let answered;
	try {
		answered = await answer(JSON.parse(line));
	} catch (error) {
		answered = { error: String(error?.stack ?? error) };
	}
	process.stdout.write(JSON.stringify(answered) + '\n');
}
process.exit(0);
