/// <reference types="astro/client" />

/** Pagefind's own interface; the configuration says where it lies. */
declare module 'pagefind-interface' {
  export class PagefindUI {
    constructor(options: object)
  }
}
