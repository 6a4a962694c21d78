import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Answers questions by Lucene: Lucene.java ANALYZER DOCUMENTS QUESTIONS LIMIT, with lines `KEY TAB TEXT` in both files.
 *
 * Prints `QUESTION TAB KEY TAB SCORE`, best first. The first line is `#` and Lucene's version. A question is what
 * QueryBuilder makes of its text: an OR of the analyzer's tokens. Similarity and everything else are Lucene's defaults
 * (BM25, k1 1.2, b 0.75).
 */
final class Lucene {
  private static final Map<String, Analyzer> ANALYZERS =
      Map.of("cjk", new CJKAnalyzer(), "smartcn", new SmartChineseAnalyzer());

  public static void main(String[] arguments) throws IOException {
    Analyzer analyzer = ANALYZERS.get(arguments[0]);
    if (analyzer == null) throw new IllegalArgumentException("analyzers: " + ANALYZERS.keySet());
    int limit = Integer.parseInt(arguments[3]);
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    out.println("#\t" + org.apache.lucene.util.Version.LATEST);
    try (Directory directory = new ByteBuffersDirectory()) {
      index(Path.of(arguments[1]), analyzer, directory);
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        answer(Path.of(arguments[2]), analyzer, limit, new IndexSearcher(reader), out);
      }
    }
    out.flush();
    if (out.checkError()) throw new IOException("the answers could not be written");
  }

  private static void index(Path documents, Analyzer analyzer, Directory directory) throws IOException {
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        BufferedReader lines = Files.newBufferedReader(documents)) {
      for (String line; (line = lines.readLine()) != null; ) {
        int tab = line.indexOf('\t');
        Document document = new Document();
        document.add(new StoredField("key", line.substring(0, tab)));
        document.add(new TextField("text", line.substring(tab + 1), Field.Store.NO));
        writer.addDocument(document);
      }
    }
  }

  private static void answer(Path questions, Analyzer analyzer, int limit, IndexSearcher searcher, PrintWriter out)
      throws IOException {
    QueryBuilder builder = new QueryBuilder(analyzer);
    try (BufferedReader lines = Files.newBufferedReader(questions)) {
      for (String line; (line = lines.readLine()) != null; ) {
        int tab = line.indexOf('\t');
        Query query = builder.createBooleanQuery("text", line.substring(tab + 1));
        if (query == null) continue;
        for (ScoreDoc hit : searcher.search(query, limit).scoreDocs) {
          out.println(line.substring(0, tab) + "\t" + searcher.doc(hit.doc).get("key") + "\t" + hit.score);
        }
      }
    }
  }
}
