using System.Globalization;
using System.Text.Json;

namespace Hippique.Hosting.Logging;

/// <summary>The fields that Cloud Logging, Cloud Trace and Error Reporting know by name.</summary>
internal static class CloudFields
{
    private const string Prefix = "logging.googleapis.com/";
    private const string ErrorEvent = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

    /// <summary>A trace is named by its project: without one nothing of it is written.</summary>
    public static void WriteTrace(Utf8JsonWriter json, LogPlace place, LoggedRequest? request)
    {
        if (place.ProjectId is not { } project || request?.Trace is not { } trace)
            return;
        json.WriteString($"{Prefix}trace", $"projects/{project}/traces/{trace.TraceId}");
        if (trace.SpanId is { } span)
            json.WriteString($"{Prefix}spanId", span);
        json.WriteBoolean($"{Prefix}trace_sampled", trace.Sampled);
    }

    /// <summary><c>HttpRequest</c> of a log entry; the size is text there, as 64 bits are in JSON of Google's.</summary>
    public static void WriteRequest(Utf8JsonWriter json, FinishedRequest finished)
    {
        json.WriteStartObject("httpRequest");
        json.WriteString("requestMethod", finished.Request.Method);
        json.WriteString("requestUrl", finished.Request.Url);
        json.WriteNumber("status", finished.Status);
        json.WriteString("responseSize", finished.Size.ToString(CultureInfo.InvariantCulture));
        json.WriteString("latency", finished.Latency.TotalSeconds.ToString("0.000's'", CultureInfo.InvariantCulture));
        WriteCaller(json, finished.Request);
        json.WriteString("protocol", finished.Request.Protocol);
        json.WriteEndObject();
    }

    /// <summary>The stack; of an error in the shape by which Error Reporting takes it up.</summary>
    public static void WriteException(Utf8JsonWriter json, Exception exception, bool isError, LogPlace place, LoggedRequest? request)
    {
        json.WriteString("stack_trace", exception.ToString());
        if (!isError)
            return;
        json.WriteString("@type", ErrorEvent);
        json.WriteStartObject("serviceContext");
        json.WriteString("service", place.Service);
        json.WriteString("version", ProgramVersion.Text);
        json.WriteEndObject();
        json.WriteStartObject("context");
        if (request is not null)
        {
            json.WriteStartObject("httpRequest");
            json.WriteString("method", request.Method);
            json.WriteString("url", request.Url);
            WriteCaller(json, request);
            json.WriteEndObject();
        }
        if (exception.TargetSite is { } where)
        {
            json.WriteStartObject("reportLocation");
            json.WriteString("functionName", $"{where.DeclaringType?.FullName}.{where.Name}");
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteCaller(Utf8JsonWriter json, LoggedRequest request)
    {
        if (request.UserAgent is { } agent)
            json.WriteString("userAgent", agent);
        if (request.RemoteIp is { } address)
            json.WriteString("remoteIp", address);
    }
}
