using System.Globalization;

namespace Hippique.Metrics;

/// <summary>The way to a collector, which notes whether it takes what is sent. OpenTelemetry drops what fails without a word.</summary>
internal sealed class CollectorWire(CollectorState state)
    : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null })
{
    private const string GrpcStatus = "grpc-status";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Note(await base.SendAsync(request, cancellationToken));
        }
        catch (Exception failure) when (IsOfTheWire(failure))
        {
            state.Refused(NameOf(failure));
            throw;
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Note(base.Send(request, cancellationToken));
        }
        catch (Exception failure) when (IsOfTheWire(failure))
        {
            state.Refused(NameOf(failure));
            throw;
        }
    }

    private HttpResponseMessage Note(HttpResponseMessage answer)
    {
        // A refusal by gRPC is an answer 200 without a body, whose status stands in its head.
        var grpc = answer.Headers.TryGetValues(GrpcStatus, out var values) ? string.Concat(values) : "0";
        if (!answer.IsSuccessStatusCode)
            state.Refused(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode}"));
        else if (grpc != "0")
            state.Refused($"{GrpcStatus} {grpc}");
        else
            state.Took();
        return answer;
    }

    private static string NameOf(Exception failure) =>
        failure is OperationCanceledException
            ? "no answer in time"
            : (failure as HttpRequestException)?.HttpRequestError.ToString() ?? "broken";

    // It is thrown on; here it is only noted.
    private static bool IsOfTheWire(Exception failure) => failure is HttpRequestException or IOException or OperationCanceledException;
}
