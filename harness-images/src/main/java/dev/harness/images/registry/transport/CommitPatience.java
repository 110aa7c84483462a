package dev.harness.images.registry.transport;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Waits longer for the answer to what was uploaded: a registry may hash it all, or move it to other
 * storage, before it says a word.
 */
final class CommitPatience implements Interceptor {
  private static final int MINUTES = 10;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    boolean uploads = request.method().equals("PUT") || request.method().equals("PATCH");
    return uploads
        ? chain.withReadTimeout(MINUTES, TimeUnit.MINUTES).proceed(request)
        : chain.proceed(request);
  }
}
