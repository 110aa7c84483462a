package dev.harness.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/** Holds for a type whose public and protected members name only what users are meant to know. */
final class NamesOnlyApi extends ArchCondition<JavaClass> {
  private static final Pattern KNOWN_TO_USERS =
      Pattern.compile("(java|org\\.slf4j|org\\.junit|org\\.apiguardian)\\..*");

  NamesOnlyApi() {
    super("name only types of the API");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (isApi(type)) {
      for (JavaMember member : type.getAllMembers()) {
        checkMember(member, events);
      }
    }
  }

  private static void checkMember(JavaMember member, ConditionEvents events) {
    boolean seen =
        member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED);
    boolean hidden =
        member.getModifiers().contains(JavaModifier.SYNTHETIC)
            || (member.getModifiers().contains(JavaModifier.STATIC)
                && !member.getOwner().getModifiers().contains(JavaModifier.PUBLIC));
    if (!seen || hidden) {
      return;
    }
    for (JavaType named : named(member)) {
      for (JavaClass involved : named.getAllInvolvedRawTypes()) {
        JavaClass plain = involved.getBaseComponentType();
        if (!isKnown(plain)) {
          events.add(
              SimpleConditionEvent.violated(
                  member, member.getFullName() + " names " + plain.getName()));
        }
      }
    }
  }

  private static List<JavaType> named(JavaMember member) {
    List<JavaType> types = new ArrayList<>();
    if (member instanceof JavaField field) {
      types.add(field.getType());
    }
    if (member instanceof JavaCodeUnit code) {
      types.add(code.getReturnType());
      types.addAll(code.getParameterTypes());
    }
    return types;
  }

  private static boolean isKnown(JavaClass type) {
    return type.isPrimitive() || KNOWN_TO_USERS.matcher(type.getName()).matches() || isApi(type);
  }

  private static boolean isApi(JavaClass type) {
    JavaClass outermost = type.getEnclosingClass().map(NamesOnlyApi::outermost).orElse(type);
    return outermost.isAnnotatedWith(API.class)
        && outermost.getAnnotationOfType(API.class).status() != API.Status.INTERNAL;
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(NamesOnlyApi::outermost).orElse(type);
  }
}
