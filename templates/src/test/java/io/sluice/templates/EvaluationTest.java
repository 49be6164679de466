/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {

    private static final StackIdentity STACK =
            new StackIdentity("st", "eu-central-1", "000000000000");

    /** Everything that an expression can name. */
    private static final String AROUND =
            """
            Parameters:
              Names: {Type: CommaDelimitedList, Default: 'a, b,c'}
              Stage: {Type: String, Default: prod}
            Mappings:
              Sizes: {prod: {Days: 7}}
            Conditions:
              IsProd: !Equals [!Ref Stage, prod]
              IsTest: !Not [!Condition IsProd]
              Both: !And [!Condition IsProd, !Not [!Condition IsTest]]
              Either: !Or [!Condition IsTest, !Condition IsProd]
            Resources:
              Lake: {Type: 'AWS::S3::Bucket'}
              Never: {Type: 'AWS::S3::Bucket', Condition: IsTest}
              Subject:
                Type: T
                DependsOn: Lake
                Properties:
                  Value: %s
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Stage | \"prod\"",
                "!Ref Names | [\"a\",\"b\",\"c\"]",
                "!Ref Lake | \"lake\"",
                "!Ref AWS::Region | \"eu-central-1\"",
                "!Ref AWS::Partition | \"aws\"",
                "!GetAtt Lake.Arn | \"arn:aws:s3:::lake\"",
                "!GetAtt [Lake, Arn] | \"arn:aws:s3:::lake\"",
                "!Sub '${Lake}/${!Lake}/${Lake.Arn}' | \"lake/${Lake}/arn:aws:s3:::lake\"",
                "!Sub ['${X}-${Stage}', {X: !Ref Lake}] | \"lake-prod\"",
                "!Join ['+', !Ref Names] | \"a+b+c\"",
                "!Select [1, !Ref Names] | \"b\"",
                "!Split ['-', 'x-y'] | [\"x\",\"y\"]",
                "!FindInMap [Sizes, !Ref Stage, Days] | 7",
                "!If [Both, !If [Either, 1, 2], 3] | 1",
                "!If [IsTest, !GetAtt Never.Arn, none] | \"none\"",
                "{A: !If [IsTest, 1, !Ref AWS::NoValue], B: 2} | {\"B\":2}",
                "[1, !Ref AWS::NoValue, 2] | [1,2]",
                "!Base64 hi | \"aGk=\"",
                "{Condition: {Bool: {x: 'false'}}} | {\"Condition\":{\"Bool\":{\"x\":\"false\"}}}",
                "0x10 | \"0x10\"",
                "'007' | \"007\"",
                "yes | true"
            })
    void evaluates(String expression, String expected) {
        // When
        JsonNode value = subject(expression);

        // Then
        assertThat(value.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!GetAtt Lake.Size | Resources/Subject/Properties/Value/Fn::GetAtt: Lake has no attribute 'Size' here; it has [Arn]",
                "!Ref Never | Resources/Subject/Properties/Value/Ref: Never is not created, since its condition is false",
                "!Sub '${Stage.x}' | Stage is a parameter, which has no attributes",
                "!If [Nope, 1, 2] | there is no condition 'Nope'",
                "!If [IsProd, 1] | takes a list of 3",
                "!FindInMap [Sizes, test, Days] | there is no mapping [Sizes, test, Days]",
                "!Select [7, !Ref Names] | the list has no element 7",
                "!Join ['', x] | takes a delimiter and a list",
                "!Join ['', [!Ref Names]] | a text was expected, not a list or a mapping",
                "!GetAZs '' | Resources/Subject/Properties/Value/Fn::GetAZs: the function Fn::GetAZs is not supported",
                "!Contains [[a], a] | the function Fn::Contains is for Rules only",
                "!Ref Nobody | Unresolved resource dependencies [Nobody] in the Resources block of the template"
            })
    void refuses(String expression, String problem) {
        refused(AROUND.formatted(expression)).hasMessageContaining(problem);
    }

    @Test
    void ordersResourcesByWhatTheyNeed() {
        // Given
        Evaluation evaluation =
                Evaluation.of(
                        Template.parse(
                                """
                                Conditions: {Never: !Equals [a, b]}
                                Resources:
                                  C: {Type: T, Properties: {X: !Sub '${B.Arn}'}}
                                  B: {Type: T, DependsOn: A}
                                  D: {Type: T, Condition: Never}
                                  A: {Type: T}
                                """),
                        STACK,
                        Map.of());

        // When / Then
        assertThat(evaluation.creationOrder()).containsExactly("A", "B", "C");
    }

    @Test
    void refusesCircles() {
        refused(
                        """
                        Resources:
                          A: {Type: T, Properties: {X: !Ref B}}
                          B: {Type: T, DependsOn: A}
                        """)
                .hasMessage("Circular dependency between resources: [A, B]");
        refused(
                        """
                        Conditions: {A: !Condition B, B: !Not [!Condition A]}
                        Resources: {X: {Type: T, Condition: A}}
                        """)
                .hasMessageContaining("depends on itself");
    }

    @Test
    void refusesSectionsAndAttributesThatItDoesNotKnow() {
        refused("Transform: AWS::Serverless-2016-10-31\nResources: {A: {Type: T}}")
                .hasMessage("Transform: this section of a template is not supported");
        refused("Resources: {A: {Type: T, Propertys: {}}}")
                .hasMessage("Resources/A: 'Propertys' is not an attribute of a resource");
        refused("Resources: {A: {}}").hasMessage("Resources/A: Type is missing");
        refused("Resources: {}").hasMessageContaining("At least one Resources member");
        refused("Resources: [").hasMessageContaining("line 1 of the template");
        refused("- a").hasMessage("the template is not a mapping of sections");
    }

    @Test
    void refusesParametersAllAtOnce() {
        // Given
        Template template =
                Template.parse(
                        """
                        Parameters:
                          Count: {Type: Number, MinValue: 1, MaxValue: 9}
                          Name: {Type: String, AllowedPattern: '[a-z]+', MaxLength: 3}
                          Secret: {Type: String, NoEcho: true, MinLength: 8}
                          Missing: {Type: String}
                        Resources: {A: {Type: T}}
                        """);

        // When / Then
        assertThatThrownBy(
                        () ->
                                Evaluation.of(
                                        template,
                                        STACK,
                                        Map.of(
                                                "Count", "10", "Name", "ABCD", "Secret", "hidden",
                                                "Else", "x")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Parameters: [Else] do not exist in the template")
                .hasMessageContaining("'Count' must be a number not greater than 9")
                .hasMessageContaining("'Name' must match pattern [a-z]+")
                .hasMessageContaining("'Name' must contain at most 3 characters")
                .hasMessageContaining("'Secret' must contain at least 8 characters, and is '****'")
                .hasMessageContaining("Parameters: [Missing] must have values");
    }

    @Test
    void holdsParametersToTheRulesOfTheTemplate() {
        // Given
        Template template =
                Template.parse(
                        """
                        Parameters: {Mode: {Type: String}, Rule: {Type: String, Default: ''}}
                        Rules:
                          RuleOfTheMode:
                            RuleCondition: !Equals [!Ref Mode, iot-rule]
                            Assertions:
                              - Assert: !Not [!Equals [!Ref Rule, '']]
                                AssertDescription: Rule has to be said
                          Known:
                            Assertions:
                              - Assert: !Contains [[direct, iot-rule], !Ref Mode]
                        Resources: {A: {Type: T}}
                        """);

        // When / Then
        Evaluation.of(template, STACK, Map.of("Mode", "direct"));
        Evaluation.of(template, STACK, Map.of("Mode", "iot-rule", "Rule", "r"));
        assertThatThrownBy(() -> Evaluation.of(template, STACK, Map.of("Mode", "iot-rule")))
                .isInstanceOf(TemplateException.class)
                .hasMessage("Rules/RuleOfTheMode: Rule has to be said");
        assertThatThrownBy(() -> Evaluation.of(template, STACK, Map.of("Mode", "other")))
                .hasMessage("Rules/Known: the parameters do not hold to this rule");
    }

    @Test
    void leavesWhatItDoesNotKnowAsItIsWritten() {
        // Given
        Evaluation evaluation =
                Evaluation.withoutStack(
                        Template.parse(
                                """
                                Parameters:
                                  Known: {Type: String, Default: k}
                                  Missing: {Type: String}
                                Conditions: {Asks: !Equals [!Ref Missing, x], Holds: !Equals [1, 1]}
                                Resources:
                                  B: {Type: T}
                                  A:
                                    Type: T
                                    Properties:
                                      Known: !Sub '${Known}'
                                      Parameter: !Ref Missing
                                      Resource: !Sub '${B.Arn}'
                                      Stack: !Join ['', [!Ref AWS::StackName]]
                                      Asks: !If [Asks, 1, 2]
                                      Chosen: !If [Holds, {Inner: !Ref Missing, Other: !Ref Known}, 2]
                                """),
                        Map.of());

        // When
        JsonNode properties = evaluation.knownProperties("A");

        // Then
        assertThat(properties.path("Known").asText()).isEqualTo("k");
        assertThat(properties.path("Parameter").toString()).isEqualTo("{\"Ref\":\"Missing\"}");
        assertThat(properties.path("Resource").toString()).isEqualTo("{\"Fn::Sub\":\"${B.Arn}\"}");
        assertThat(properties.path("Stack").isObject()).isTrue();
        assertThat(properties.path("Asks").isObject()).isTrue();
        assertThat(properties.path("Chosen").toString())
                .isEqualTo("{\"Inner\":{\"Ref\":\"Missing\"},\"Other\":\"k\"}");
        assertThatThrownBy(() -> evaluation.value(properties.path("Parameter"), "P"))
                .hasMessage("P/Ref: the parameter Missing has no value");
        assertThatThrownBy(() -> evaluation.value(properties.path("Resource"), "P"))
                .hasMessage("P/Fn::Sub: the resource B is not created yet");
        assertThatThrownBy(() -> evaluation.value(properties.path("Stack"), "P"))
                .hasMessageContaining("AWS::StackName is known only where there is a stack");
    }

    @Test
    void knowsTheNameOfAResourceWithoutAStackButNotItsAttributes() {
        // Given
        Evaluation evaluation =
                Evaluation.withoutStack(
                        Template.parse(
                                """
                                Resources:
                                  B: {Type: T}
                                  A:
                                    Type: T
                                    Properties: {Name: !Sub 'x-${B}', Arn: !GetAtt B.Arn}
                                """),
                        Map.of());
        evaluation.created("B", new Created("lake", Map.of()));

        // When
        JsonNode properties = evaluation.knownProperties("A");

        // Then
        assertThat(properties.path("Name").asText()).isEqualTo("x-lake");
        assertThat(properties.path("Arn").toString()).isEqualTo("{\"Fn::GetAtt\":[\"B\",\"Arn\"]}");
        assertThatThrownBy(() -> evaluation.value(properties.path("Arn"), "P"))
                .hasMessage("P/Fn::GetAtt: B.Arn is known only where there is a stack");
    }

    @Test
    void boundsDepthAndSize() {
        refused("Resources: " + "[".repeat(5000)).hasMessageContaining("the template");
        refused(
                        """
                        a: &a [x,x,x,x,x,x,x,x,x,x]
                        b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
                        c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
                        d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
                        e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]
                        f: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]
                        """)
                .hasMessageContaining("nested too deep or too large");
        refused("a: &a [*a]").hasMessageContaining("template");
    }

    private static JsonNode subject(String expression) {
        return evaluated(AROUND.formatted(expression)).path("Value");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String template) {
        return assertThatThrownBy(() -> evaluated(template)).isInstanceOf(TemplateException.class);
    }

    /** The properties of the last resource. */
    private static JsonNode evaluated(String text) {
        Evaluation evaluation = Evaluation.of(Template.parse(text), STACK, Map.of());
        JsonNode last = null;
        for (String id : evaluation.creationOrder()) {
            last = evaluation.properties(id);
            evaluation.created(id, new Created("lake", Map.of("Arn", "arn:aws:s3:::lake")));
        }
        return java.util.Objects.requireNonNull(last);
    }
}
