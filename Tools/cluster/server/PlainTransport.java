import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.elasticsearch.Version;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.cluster.node.DiscoveryNode;
import org.elasticsearch.common.bytes.BytesArray;
import org.elasticsearch.common.bytes.BytesReference;
import org.elasticsearch.common.concurrent.CompletableContext;
import org.elasticsearch.common.io.stream.NamedWriteableRegistry;
import org.elasticsearch.common.network.NetworkService;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.util.PageCacheRecycler;
import org.elasticsearch.indices.breaker.CircuitBreakerService;
import org.elasticsearch.threadpool.ThreadPool;
import org.elasticsearch.transport.TcpChannel;
import org.elasticsearch.transport.TcpServerChannel;
import org.elasticsearch.transport.TcpTransport;

/** What the nodes say to each other, over sockets with a thread that reads and one that writes for each. */
final class PlainTransport extends TcpTransport {
  PlainTransport(
      Settings settings,
      ThreadPool threads,
      PageCacheRecycler recycler,
      CircuitBreakerService breakers,
      NamedWriteableRegistry writeables,
      NetworkService network) {
    super("plain", settings, Version.CURRENT, threads, recycler, breakers, writeables, network);
  }

  @Override
  protected void doStart() {
    boolean isStarted = false;
    try {
      for (ProfileSettings profile : profileSettings) {
        bindServer(profile);
      }
      super.doStart();
      isStarted = true;
    } finally {
      if (!isStarted) {
        doStop();
      }
    }
  }

  @Override
  protected TcpServerChannel bind(String profile, InetSocketAddress address) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(address);
    start("plain-accept", () -> {
      while (!socket.isClosed()) {
        try {
          Socket accepted = socket.accept();
          accepted.setTcpNoDelay(true);
          Channel channel = new Channel(true, profile, accepted);
          channel.connected.complete(null);
          serverAcceptedChannel(channel);
          channel.read();
        } catch (IOException error) {
          // The other side is gone, or this one is closed: the loop tells.
        }
      }
    });
    return new Server(profile, socket);
  }

  @Override
  protected TcpChannel initiateChannel(DiscoveryNode node) {
    Socket socket = new Socket();
    Channel channel = new Channel(false, "default", socket);
    InetSocketAddress address = node.getAddress().address();
    start("plain-connect", () -> {
      try {
        socket.connect(address, 5000);
        socket.setTcpNoDelay(true);
        channel.read();
        channel.connected.complete(null);
      } catch (Exception error) {
        channel.connected.completeExceptionally(error);
        channel.close();
      }
    });
    return channel;
  }

  @Override
  protected void stopInternal() {}

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static final class Server implements TcpServerChannel {
    private final String profile;
    private final ServerSocket socket;
    private final CompletableContext<Void> closed = new CompletableContext<>();

    Server(String profile, ServerSocket socket) {
      this.profile = profile;
      this.socket = socket;
    }

    @Override
    public String getProfile() {
      return profile;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException error) {
        // It is closed all the same.
      }
      closed.complete(null);
    }

    @Override
    public void addCloseListener(ActionListener<Void> listener) {
      closed.addListener(ActionListener.toBiConsumer(listener));
    }

    @Override
    public boolean isOpen() {
      return !socket.isClosed();
    }
  }

  private final class Channel implements TcpChannel {
    private final boolean isServer;
    private final String profile;
    private final Socket socket;
    private final ChannelStats stats = new ChannelStats();
    private final CompletableContext<Void> closed = new CompletableContext<>();
    final CompletableContext<Void> connected = new CompletableContext<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(body -> {
      Thread thread = new Thread(body, "plain-write");
      thread.setDaemon(true);
      return thread;
    });

    Channel(boolean isServer, String profile, Socket socket) {
      this.isServer = isServer;
      this.profile = profile;
      this.socket = socket;
    }

    @Override
    public boolean isServerChannel() {
      return isServer;
    }

    @Override
    public String getProfile() {
      return profile;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
      return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    @Override
    public void addConnectListener(ActionListener<Void> listener) {
      connected.addListener(ActionListener.toBiConsumer(listener));
    }

    @Override
    public ChannelStats getChannelStats() {
      return stats;
    }

    @Override
    public void sendMessage(BytesReference message, ActionListener<Void> listener) {
      try {
        writer.execute(() -> {
          try {
            OutputStream output = socket.getOutputStream();
            message.writeTo(output);
            output.flush();
            listener.onResponse(null);
          } catch (Exception error) {
            listener.onFailure(error);
            close();
          }
        });
      } catch (RejectedExecutionException error) {
        listener.onFailure(error);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException error) {
        // It is closed all the same.
      }
      writer.shutdown();
      closed.complete(null);
    }

    @Override
    public void addCloseListener(ActionListener<Void> listener) {
      closed.addListener(ActionListener.toBiConsumer(listener));
    }

    @Override
    public boolean isOpen() {
      return !socket.isClosed();
    }

    /** Reads messages, {@code 'E' 'S'}, a length and as many bytes, on a thread of its own. */
    void read() {
      start(TRANSPORT_WORKER_THREAD_NAME_PREFIX + "-plain", () -> {
        try {
          DataInputStream input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
          while (true) {
            if (input.readByte() != 'E' || input.readByte() != 'S') {
              throw new StreamCorruptedException("no message of a node");
            }
            byte[] bytes = new byte[Math.max(input.readInt(), 0)];
            input.readFully(bytes);
            inboundMessage(this, bytes.length == 0 ? BytesArray.EMPTY : new BytesArray(bytes));
          }
        } catch (Exception error) {
          close();
        }
      });
    }
  }
}
