using System.Net.Http.Headers;
using System.Text.Json;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>Talks to the service on this machine that holds the data folder.</summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly HttpClient _http;

    public ServiceClient(Uri address, string? token)
    {
        // A phase with retries inside can take minutes, an analysis of the user's own an hour (TIMEOUT_SECONDS); the service ends either.
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromHours(2) };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", CommandLineAgent.Text);
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The answer, or in one sentence why there is none.</summary>
    public Task<ParseResult<T>> PostAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        AskAsync<T>(() => _http.PostAsJsonAsync(path, body, ArtifactJson.Options, cancellationToken), cancellationToken);

    /// <summary>The same of a call that needs no body.</summary>
    public Task<ParseResult<T>> PostAsync<T>(string path, CancellationToken cancellationToken) =>
        AskAsync<T>(() => _http.PostAsync(path, null, cancellationToken), cancellationToken);

    /// <summary>What is there to be read.</summary>
    public Task<ParseResult<T>> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        AskAsync<T>(() => _http.GetAsync(path, cancellationToken), cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<ParseResult<T>> AskAsync<T>(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await ask();
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
                return ParseResult<T>.Fail(await ReasonAsync(response, content, cancellationToken));
            var answer = await JsonSerializer.DeserializeAsync<T>(content, ArtifactJson.Options, cancellationToken);
            return answer is null ? ParseResult<T>.Fail(Texts.Said("serve_no_answer", _http.BaseAddress)) : ParseResult<T>.Ok(answer);
        }
        // The boundary to the other process: it may have died since, or be something else that took its port.
        catch (Exception unreachable) when (unreachable is HttpRequestException or JsonException)
        {
            return ParseResult<T>.Fail(Texts.Said("serve_no_answer", _http.BaseAddress));
        }
    }

    private static async Task<Problem> ReasonAsync(HttpResponseMessage response, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            using var problem = await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken);
            foreach (var name in (string[])["detail", "title"])
            {
                if (problem.RootElement.TryGetProperty(name, out var text) && text.GetString() is { Length: > 0 } said)
                    return Problem.Of($"{KeptProblem.Of(said)} (HTTP {(int)response.StatusCode})");
            }
        }
        // Not problem details: the status alone must do.
        catch (JsonException) { }
        return Problem.Verbatim($"HTTP {(int)response.StatusCode}");
    }
}
