using System.Globalization;
using System.Text.RegularExpressions;

namespace Hippique.Hosting.Logging;

/// <summary>The trace that a request is part of.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits; null if none was named.</param>
/// <param name="Sampled">Whether the trace is kept.</param>
public sealed partial record TraceContext(string TraceId, string? SpanId, bool Sampled)
{
    /// <summary>Of the W3C's <c>traceparent</c>, else of Google's older <c>X-Cloud-Trace-Context</c> (<c>TRACE/SPAN;o=1</c>, the span in decimal); null if neither is sound.</summary>
    public static TraceContext? Read(string? traceParent, string? cloudTrace)
    {
        if (W3C.Match(traceParent ?? "") is { Success: true } parent && IsId(parent.Groups[1].Value) && IsId(parent.Groups[2].Value))
            return new TraceContext(
                parent.Groups[1].Value,
                parent.Groups[2].Value,
                (int.Parse(parent.Groups[3].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 1) != 0
            );
        if (Cloud.Match(cloudTrace ?? "") is not { Success: true } cloud || !IsId(cloud.Groups[1].Value))
            return null;
        var span =
            ulong.TryParse(cloud.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number.ToString("x16", CultureInfo.InvariantCulture)
                : null;
        return new TraceContext(cloud.Groups[1].Value.ToLowerInvariant(), span, cloud.Groups[3].Value == "1");
    }

    private static bool IsId(string digits) => digits.Any(digit => digit != '0');

    [GeneratedRegex(@"\A(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.{0,200})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex W3C { get; }

    [GeneratedRegex(@"\A([0-9a-fA-F]{32})(?:/([0-9]{1,20}))?(?:;o=([01]))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Cloud { get; }
}
