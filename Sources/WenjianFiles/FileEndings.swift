// What the ending of a name tells of a file that no reader is named by.

/// Endings of files whose content decides, or need not be looked at. In lower case, without the dot.
enum FileEndings {
  /// Pictures, sound, films, fonts and programs: nothing in them is text, and they are not opened.
  static let withoutText = words(
    """
    png jpg jpeg jpe jfif gif bmp dib webp tif tiff ico cur svg svgz psd psb heic heif avif raw cr2 nef arw dng emf wmf
    emz wmz xcf jp2 tga pcx mp3 wav flac ogg oga m4a aac wma amr ape mid midi opus aiff mp4 m4v mov avi mkv wmv flv webm
    mpg mpeg 3gp rm rmvb vob m2ts swf f4v asf ttf otf woff woff2 eot ttc fon pfb exe dll so dylib sys msi scr jar war
    class pyc pyo pyd whl apk ipa dex deb rpm dmg pkg wasm ocx cpl drv lnk
    """)

  /// Names that systems leave behind in folders.
  static let leftBySystems: Set<String> = ["thumbs.db", "desktop.ini", ".ds_store"]
  static let longestLeftBySystems = leftBySystems.map(\.utf8.count).max() ?? 0

  /// Programs, styles and settings: they are read when there is Chinese in them.
  static let programs = words(
    """
    js mjs cjs ts tsx jsx css scss sass less map vue svelte py pyi pyx rb pl pm java kt kts scala groovy c h cc cpp cxx
    hpp hh inc m mm cs fs vb go rs swift sh bash zsh fish bat cmd ps1 psm1 vbs lua r jl ex exs erl hs ml clj lisp el sql
    cmake mk make gradle toml yaml yml ini cfg conf properties env lock plist xsl xslt xsd dtd proto diff patch po pot
    makefile dockerfile gemfile rakefile jenkinsfile pem crt cer csr key pub gitignore gitattributes gitmodules editorconfig dockerignore npmrc
    """)

  /// What a server that makes pages calls them: a page, a list of records, or a program.
  static let pages = words("jhtml aspx asp ashx jsp jspx php php5 phtml cgi do action")

  /// Formats with text in them that no reader takes, for the case that their content is what they promise.
  static let unread: [String: String] = {
    var names: [String: String] = [:]
    for (name, endings) in [
      ("a 7z archive", "7z"), ("a RAR archive", "rar"), ("an archive", "lzh lha arj cab ace"),
      ("a packed file", "xz txz bz2 tbz tbz2 zst lz lzma z"), ("a disk image", "iso img vhd vmdk qcow2"),
      ("a spreadsheet", "xlsb ods fods numbers"),
      ("a presentation", "ppt pps pot dps dpt odp key"), ("a drawing", "vsd vsdx odg dwg"),
      ("a mail", "emlx msg"), ("a mailbox", "mbox pst ost"),
      ("an electronic book", "mobi azw azw3 prc kfx lit fb2 chm"), ("a CAJ document", "caj kdh nh teb"),
      ("a document of a publishing system", "ceb cebx sep gd gw s92 s72 s10 pub indd"),
      ("a DjVu scan", "djvu djv"), ("a document of another word processor", "pages hwp hwpx wpd wri"),
      ("an XPS document", "xps oxps"), ("a PostScript document", "ps eps ai"),
      ("a database", "mdb accdb dbf sqlite sqlite3"), ("a notebook", "one"), ("a project plan", "mpp"),
    ] {
      for ending in words(endings) { names[ending] = name }
    }
    return names
  }()

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}

extension DocumentFormats {
  /// Whether a file of this name holds no text whatever it is; it need not be opened.
  package static func isWithoutText(_ name: String) -> Bool {
    let isKnown = ending(of: name).map { FileEndings.withoutText.contains($0) } ?? false
    // They are short, and to fold every name of a directory takes longer than to look at its file.
    return isKnown
      || name.utf8.count <= FileEndings.longestLeftBySystems
        && FileEndings.leftBySystems.contains(name.lowercased())
  }

  /// Whether a reader is named by the ending of a file.
  package static func isNamedByReader(_ name: String) -> Bool {
    ending(of: name).map { endings.contains($0) } ?? false
  }
}
