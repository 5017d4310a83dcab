// What both drivers of @getodk/xforms-engine do with a request, in Node and in a browser.

/**
 * Make the function that answers requests: `read` gives the text of a form file, `now` the time in
 * microseconds.
 */
export const makeDriver = ({ loadForm, read, now }) => {
	let root = null;

	/** Microseconds since a moment. */
	const since = (began) => now() - began;

	const load = async (path) => {
		root = null;
		const text = await read(path);
		const began = now();
		const form = await loadForm(text);
		if (form.status === 'failure') {
			throw form.error;
		}
		root = form.createInstance().root;
		return since(began);
	};

	/** The node at a path that counts instances from 1. */
	const find = (path) => {
		let node = root;
		for (const step of path.split('/').slice(2)) {
			const [, name, position] = /^([^[]+)(?:\[(\d+)\])?$/.exec(step);
			node = childNamed(node, name);
			if (position !== undefined) {
				node = node.currentState.children[Number(position) - 1];
			}
		}
		return node;
	};

	const childNamed = (node, name) => {
		for (const child of node.currentState.children) {
			if (child.definition.qualifiedName.localName === name) {
				return child;
			}
		}
		throw new Error(`no ${name} in ${node.currentState.reference}`);
	};

	const set = (node, value) => {
		switch (node.nodeType) {
			case 'select':
				return node.selectValues(value === '' ? [] : value.split(' '));
			case 'rank':
				return node.setValues(value.split(' '));
			case 'trigger':
				return node.setValue(value === 'OK');
			default:
				return node.setValue(value);
		}
	};

	const take = (step) => {
		const node = step.op === 'remove' ? null : find(step.path);
		const reads = (step.read ?? []).map(find);
		const removed = step.op === 'remove' ? /^(.*)\[(\d+)\]$/.exec(step.path) : null;
		const range = removed ? find(removed[1]) : null;
		const began = now();
		if (step.op === 'set') {
			set(node, step.value);
		} else if (step.op === 'add') {
			node.addInstances();
		} else {
			range.removeInstances(Number(removed[2]) - 1);
		}
		for (const read of reads) {
			for (const option of read.currentState.valueOptions) {
				void option.label.asString;
			}
		}
		return since(began);
	};

	const collect = (node, path, into) => {
		const state = node.currentState;
		if (!state.relevant) {
			return;
		}
		if (state.children === null) {
			if (state.instanceValue !== '') {
				into[path] = state.instanceValue;
			}
			return;
		}
		const numbered = node.nodeType.startsWith('repeat-range');
		state.children.forEach((child, at) => {
			const name = child.definition.qualifiedName.localName;
			collect(child, numbered ? `${path}[${at + 1}]` : `${path}/${name}`, into);
		});
	};

	return async (asked) => {
		switch (asked.do) {
			case 'load':
				return { us: await load(asked.form) };
			case 'run':
				return { us: asked.steps.map(take) };
			case 'values': {
				const values = {};
				collect(root, `/${root.definition.qualifiedName.localName}`, values);
				return { values };
			}
			case 'serialise': {
				const began = now();
				void root.instanceState.instanceXML;
				return { us: since(began) };
			}
			default:
				throw new Error(asked.do);
		}
	};
};
