/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.iotsql.value;

import java.math.BigDecimal;
import java.util.List;

/**
 * What {@code =} means (AWS IoT Developer Guide, "Operators"): by value, arrays in order, objects
 * in any order, different types never. Undefined is the caller's business.
 */
public final class Equality {

    private Equality() {}

    /** Whether two values, none of them Undefined, are equal. */
    public static boolean equal(Value left, Value right, Work work) {
        work.spend(1);
        if (left instanceof NumberValue l && right instanceof NumberValue r) {
            return numbers(l, r);
        }
        if (left.kind() != right.kind()) {
            return false;
        }
        if (left instanceof StringValue l && right instanceof StringValue r) {
            work.read(l.text().length());
            return l.text().equals(r.text());
        }
        if (left instanceof ArrayValue l && right instanceof ArrayValue r) {
            return arrays(l.elements(), r.elements(), work);
        }
        if (left instanceof ObjectValue l && right instanceof ObjectValue r) {
            return objects(l.members(), r.members(), work);
        }
        return left == right;
    }

    private static boolean numbers(NumberValue left, NumberValue right) {
        BigDecimal l = left.decimal();
        BigDecimal r = right.decimal();
        if (l == null || r == null) {
            return left.json().equals(right.json()); // beyond what a Decimal holds
        }
        return l.compareTo(r) == 0;
    }

    private static boolean arrays(List<Value> left, List<Value> right, Work work) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i), work)) {
                return false;
            }
        }
        return true;
    }

    private static boolean objects(Members left, Members right, Work work) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            Value other = right.get(left.name(i).text());
            if (other == null || !equal(left.value(i), other, work)) {
                return false;
            }
        }
        return true;
    }
}
