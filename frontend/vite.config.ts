import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Django's hashed storage follows source map comments; the maps are not shipped, so the comments must go. */
function withoutMapComments(): Plugin {
  return {
    name: "without-map-comments",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "asset" && /\.m?js$/.test(file.fileName)) {
          const text = typeof file.source === "string" ? file.source : new TextDecoder().decode(file.source);
          file.source = text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n");
        }
      }
    },
  };
}

export default defineConfig({
  root: here("."),
  base: "./",
  plugins: [withoutMapComments()],
  build: {
    outDir: here("../src/samplats/foundation/ui/static/built"),
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { base: here("base/main.ts"), map: here("map/main.ts"), draw: here("draw/main.ts"), find: here("find/main.ts"), report: here("report/main.ts") },
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        // The map's worker is a copied .mjs; servers that do not know that ending would refuse it as a script.
        assetFileNames: (file) =>
          file.names.some((name) => name.endsWith(".mjs")) ? "assets/[name]-[hash].js" : "assets/[name]-[hash][extname]",
      },
    },
  },
  // One page for all files: making a new one for each took two thirds of the time. What a test puts in it, it takes out.
  test: { environment: "jsdom", isolate: false, include: ["**/*.test.ts"], exclude: ["node_modules/**"] },
} as Parameters<typeof defineConfig>[0]);
