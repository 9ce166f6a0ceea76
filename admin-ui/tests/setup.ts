import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// The first page of a test run loads its code on the way.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});
