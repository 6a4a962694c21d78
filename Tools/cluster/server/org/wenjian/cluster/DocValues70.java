package org.wenjian.cluster;

import java.io.IOException;
import org.apache.lucene.codecs.DocValuesConsumer;
import org.apache.lucene.codecs.DocValuesFormat;
import org.apache.lucene.codecs.DocValuesProducer;
import org.apache.lucene.codecs.lucene80.Lucene80DocValuesFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/** The format of doc values that Elasticsearch 7.0.0 asks for by name, and the jar's Lucene has under another. */
public class DocValues70 extends DocValuesFormat {
  private final DocValuesFormat format = new Lucene80DocValuesFormat();

  public DocValues70() {
    super("Lucene70");
  }

  @Override
  public DocValuesConsumer fieldsConsumer(SegmentWriteState state) throws IOException {
    return format.fieldsConsumer(state);
  }

  @Override
  public DocValuesProducer fieldsProducer(SegmentReadState state) throws IOException {
    return format.fieldsProducer(state);
  }
}
