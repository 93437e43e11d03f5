using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Hippique.Tests.Hosting.Problems;

/// <summary>
/// The formats of all <see cref="FormattableString"/>s in the program's assemblies, read from the compiled code. The list is whole: a <c>$"…"</c> becomes a
/// <see cref="FormattableString"/> in one way only, by a call of <see cref="FormattableStringFactory.Create"/>, whose format the compiler loads as a literal just before it makes
/// the array of the places (or the empty array, if there are none). Calls and literals are paired as brackets are, for a place can hold another such string; a call without its
/// literal, or a literal without its call, is an error of this reader and fails the test that uses it.
/// </summary>
internal static class CompiledFormats
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Each format with the method in which it stands, and the words among its places that are literals themselves.</summary>
    public static IEnumerable<CompiledFormat> In(Assembly assembly) =>
        assembly
            .GetTypes()
            .SelectMany(type =>
                type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).Where(method => method.DeclaringType == type)
            )
            .SelectMany(In);

    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static List<CompiledFormat> In(MethodBase method)
    {
        var found = new List<CompiledFormat>();
        var open = new Stack<(string Format, List<string> Words)>();
        var steps = Steps(method);
        for (var at = 0; at < steps.Count; at++)
        {
            switch (steps[at])
            {
                case { Text: { } text } when IsArray(steps, at + 1):
                    open.Push((text, []));
                    break;
                case { Text: { } text } when open.Count > 0:
                    open.Peek().Words.Add(text);
                    break;
                case { Called: { } called } when IsCreate(called):
                    var (format, words) = open.Count > 0 ? open.Pop() : throw Unpaired(method, "a call without its literal");
                    found.Add(new CompiledFormat(format, words, method, Consumer(steps, at + 1)));
                    break;
                // string.Format and its like, with more places than have a parameter each.
                case { Called: { } called } when open.Count > 0 && TakesTextAndArray(called):
                    open.Pop();
                    break;
            }
        }
        return open.Count == 0 ? found : throw Unpaired(method, $"a literal without its call: {open.Peek().Format}");
    }

    /// <summary>Whether a literal is followed by the array of its places: its length and <c>newarr object</c>, or the shared empty one.</summary>
    private static bool IsArray(List<Step> steps, int at) =>
        steps[at].Called is { Name: nameof(Array.Empty) } empty && empty.GetGenericArguments() is [{ } kind] && kind == typeof(object)
        || (
            (steps[at].Code.Name?.StartsWith("ldc.i4", StringComparison.Ordinal) ?? false)
            && steps[at + 1] is { Type: { } element }
            && element == typeof(object)
        );

    private static MethodBase? Consumer(List<Step> steps, int at) => steps.Skip(at).FirstOrDefault(step => step.Called is not null)?.Called;

    private static bool IsCreate(MethodBase called) =>
        called.DeclaringType == typeof(FormattableStringFactory) && called.Name == nameof(FormattableStringFactory.Create);

    private static bool TakesTextAndArray(MethodBase called) =>
        called.GetParameters() is [.., var text, var places]
        && text.ParameterType == typeof(string)
        && places.ParameterType == typeof(object[]);

    private static InvalidOperationException Unpaired(MethodBase method, string what) =>
        new($"{method.DeclaringType}.{method.Name}: {what}");

    private static List<Step> Steps(MethodBase method)
    {
        var steps = new List<Step>();
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } bytes)
            return steps;
        for (var at = 0; at < bytes.Length; )
        {
            var code = bytes[at] == 0xfe ? Codes[(short)(0xfe00 | bytes[at + 1])] : Codes[bytes[at]];
            at += code.Size;
            steps.Add(Step.Of(code, method, bytes, at));
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(bytes, at),
                _ => 4,
            };
        }
        // Two more steps, so that looking ahead of the last one finds something.
        steps.Add(new Step(OpCodes.Nop));
        steps.Add(new Step(OpCodes.Nop));
        return steps;
    }

    private sealed record Step(OpCode Code, string? Text = null, MethodBase? Called = null, Type? Type = null)
    {
        public static Step Of(OpCode code, MethodBase method, byte[] bytes, int at)
        {
            if (code.OperandType is not (OperandType.InlineString or OperandType.InlineMethod or OperandType.InlineType))
                return new Step(code);
            var token = BitConverter.ToInt32(bytes, at);
            var module = method.Module;
            var ofType = method.DeclaringType?.IsGenericType == true ? method.DeclaringType.GetGenericArguments() : null;
            var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
            return code.OperandType switch
            {
                OperandType.InlineString => new Step(code, Text: module.ResolveString(token)),
                OperandType.InlineMethod => new Step(code, Called: module.ResolveMethod(token, ofType, ofMethod)),
                _ when code == OpCodes.Newarr => new Step(code, Type: module.ResolveType(token, ofType, ofMethod)),
                _ => new Step(code),
            };
        }
    }
}

/// <param name="Words">Literals that are put in its places as they are.</param>
/// <param name="Method">Where it stands.</param>
/// <param name="Consumer">What is called next with it.</param>
internal sealed record CompiledFormat(string Format, IReadOnlyList<string> Words, MethodBase Method, MethodBase? Consumer);
