using System.Globalization;

namespace Hippique.Cloud;

/// <summary>Names of <c>google.rpc.Code</c>.</summary>
internal static class CodeNames
{
    private static readonly string[] Names =
    [
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>Such as <c>16 UNAUTHENTICATED</c>.</summary>
    public static string Of(int code) =>
        code >= 0 && code < Names.Length
            ? string.Create(CultureInfo.InvariantCulture, $"{code} {Names[code]}")
            : code.ToString(CultureInfo.InvariantCulture);
}
