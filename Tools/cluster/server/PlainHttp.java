import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.common.bytes.BytesArray;
import org.elasticsearch.common.bytes.BytesReference;
import org.elasticsearch.common.component.AbstractLifecycleComponent;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.transport.BoundTransportAddress;
import org.elasticsearch.common.transport.TransportAddress;
import org.elasticsearch.common.util.concurrent.ThreadContext;
import org.elasticsearch.common.xcontent.NamedXContentRegistry;
import org.elasticsearch.http.HttpChannel;
import org.elasticsearch.http.HttpInfo;
import org.elasticsearch.http.HttpRequest;
import org.elasticsearch.http.HttpResponse;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.http.HttpStats;
import org.elasticsearch.rest.AbstractRestChannel;
import org.elasticsearch.rest.RestChannel;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.threadpool.ThreadPool;

/** The REST interface over the JDK's HTTP server, on loopback. */
final class PlainHttp extends AbstractLifecycleComponent implements HttpServerTransport {
  private static final int LARGEST_BODY = 100 << 20;

  private final Settings settings;
  private final ThreadPool threads;
  private final NamedXContentRegistry contents;
  private final Dispatcher dispatcher;
  private HttpServer server;
  private BoundTransportAddress bound;

  PlainHttp(Settings settings, ThreadPool threads, NamedXContentRegistry contents, Dispatcher dispatcher) {
    this.settings = settings;
    this.threads = threads;
    this.contents = contents;
    this.dispatcher = dispatcher;
  }

  @Override
  public BoundTransportAddress boundAddress() {
    return bound;
  }

  @Override
  public HttpInfo info() {
    return new HttpInfo(bound, LARGEST_BODY);
  }

  @Override
  public HttpStats stats() {
    return new HttpStats(0, 0);
  }

  @Override
  protected void doStart() {
    try {
      int port = Integer.parseInt(settings.get("http.port", "9200"));
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      server.setExecutor(Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(body, HTTP_SERVER_WORKER_THREAD_NAME_PREFIX + "-plain");
        thread.setDaemon(true);
        return thread;
      }));
      server.createContext("/", this::handle);
      server.start();
      TransportAddress address = new TransportAddress(server.getAddress());
      bound = new BoundTransportAddress(new TransportAddress[] {address}, address);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  @Override
  protected void doStop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Override
  protected void doClose() {}

  private void handle(HttpExchange exchange) throws IOException {
    Request sent = new Request(exchange, exchange.getRequestBody().readAllBytes());
    HttpChannel channel = new Channel(exchange);
    RestRequest request;
    Exception failure = null;
    try {
      request = RestRequest.request(contents, sent, channel);
    } catch (Exception error) {
      failure = error;
      request = RestRequest.requestWithoutParameters(contents, sent, channel);
    }
    CountDownLatch done = new CountDownLatch(1);
    RestChannel answer = new AbstractRestChannel(request, true) {
      @Override
      public void sendResponse(RestResponse response) {
        try {
          write(response, exchange);
        } catch (IOException error) {
          // The client is gone.
        } finally {
          exchange.close();
          done.countDown();
        }
      }
    };
    ThreadContext context = threads.getThreadContext();
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      if (failure != null) {
        dispatcher.dispatchBadRequest(request, answer, context, failure);
      } else {
        dispatcher.dispatchRequest(request, answer, context);
      }
    }
    try {
      done.await(10, TimeUnit.MINUTES);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(RestResponse response, HttpExchange exchange) throws IOException {
    for (Map.Entry<String, List<String>> header : response.getHeaders().entrySet()) {
      for (String value : header.getValue()) {
        exchange.getResponseHeaders().add(header.getKey(), value);
      }
    }
    exchange.getResponseHeaders().set("content-type", response.contentType());
    byte[] bytes = BytesReference.toBytes(response.content());
    boolean isEmpty = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
    exchange.sendResponseHeaders(response.status().getStatus(), isEmpty ? -1 : bytes.length);
    if (!isEmpty) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static final class Request implements HttpRequest {
    private final HttpExchange exchange;
    private final byte[] body;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Request(HttpExchange exchange, byte[] body) {
      this.exchange = exchange;
      this.body = body;
      headers.putAll(exchange.getRequestHeaders());
    }

    @Override
    public RestRequest.Method method() {
      return RestRequest.Method.valueOf(exchange.getRequestMethod());
    }

    @Override
    public String uri() {
      return exchange.getRequestURI().toString();
    }

    @Override
    public BytesReference content() {
      return new BytesArray(body);
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return headers;
    }

    @Override
    public List<String> strictCookies() {
      return Collections.emptyList();
    }

    @Override
    public HttpVersion protocolVersion() {
      return HttpVersion.HTTP_1_1;
    }

    @Override
    public HttpRequest removeHeader(String header) {
      return this;
    }

    @Override
    public HttpResponse createResponse(RestStatus status, BytesReference content) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Channel implements HttpChannel {
    private final HttpExchange exchange;

    Channel(HttpExchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void sendResponse(HttpResponse response, ActionListener<Void> listener) {}

    @Override
    public InetSocketAddress getLocalAddress() {
      return exchange.getLocalAddress();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
      return exchange.getRemoteAddress();
    }

    @Override
    public void close() {}

    @Override
    public void addCloseListener(ActionListener<Void> listener) {}

    @Override
    public boolean isOpen() {
      return true;
    }
  }
}
