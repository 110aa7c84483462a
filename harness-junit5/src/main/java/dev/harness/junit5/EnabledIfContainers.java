package dev.harness.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a class or a test only where containers can run, and says why not where they cannot. A build
 * that must not skip them sets the system property {@code harness.required} to {@code true}, or the
 * variable {@code HARNESS_REQUIRED}; then they fail instead.
 *
 * <p>Its tests get parameters of type {@link dev.harness.Harness} also where nothing else declares
 * a container.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith({ContainersCondition.class, ContainerExtension.class})
@API(status = API.Status.MAINTAINED, since = "0.1")
public @interface EnabledIfContainers {}
