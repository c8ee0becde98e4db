// Builds what pages and PDF reports need from npm into var/assets: poet.css, fonts/ (web) and ttf/ (PDF).
//
//   node assets/build.mjs [FOLDER]      the folder is $POET_VAR/assets, or var/assets, when none is given
//
// File names are the same on every build; the fingerprints in names are made by the portal's static files.

import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, existsSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import * as sass from "sass"

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..")
const MODULES = join(ROOT, "node_modules")
const WEB = join(MODULES, "@fontsource/atkinson-hyperlegible-next/files")
const PRINT = join(MODULES, "@expo-google-fonts/atkinson-hyperlegible-next")

const webFonts = ["latin", "latin-ext"].flatMap((alphabet) =>
  [400, 700].map((weight) => `atkinson-hyperlegible-next-${alphabet}-${weight}-normal.woff2`)
)
const printFonts = ["400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "700Bold_Italic"].map(
  (style) => `${style}/AtkinsonHyperlegibleNext_${style}.ttf`
)

/** The stylesheet as one compressed text. */
function stylesheet() {
  const { css } = sass.compile(join(ROOT, "assets/poet.scss"), { style: "compressed", loadPaths: [MODULES], quietDeps: true })
  return css
}

/** Stop the build when the stylesheet names GOV.UK's own property or a file that was not built. */
function check(css, folder) {
  const reserved = /GDS Transport|crest|crown/i.exec(css)
  if (reserved) throw new Error(`poet.css names ${reserved[0]}, which only GOV.UK may use. Leave that component out of poet.scss.`)
  for (const [, file] of css.matchAll(/url\(["']?([^"')]+)["']?\)/g)) {
    if (!file.startsWith("data:") && !existsSync(join(folder, file))) {
      throw new Error(`poet.css names ${file}, which is not built. Copy it in assets/build.mjs.`)
    }
  }
}

/** Fill an empty folder with everything. */
function build(folder) {
  for (const part of ["fonts", "ttf"]) mkdirSync(join(folder, part), { recursive: true })
  for (const font of webFonts) cpSync(join(WEB, font), join(folder, "fonts", font))
  for (const font of printFonts) cpSync(join(PRINT, font), join(folder, "ttf", basename(font)))
  const css = stylesheet()
  check(css, folder)
  writeFileSync(join(folder, "poet.css"), css)
}

// Built aside and moved into place: a server never sees half a build, and a failed build leaves the last one standing.
const target = resolve(process.argv[2] ?? join(process.env.POET_VAR ?? join(ROOT, "var"), "assets"))
const aside = `${target}.new`
rmSync(aside, { recursive: true, force: true })
build(aside)
rmSync(target, { recursive: true, force: true })
renameSync(aside, target)
