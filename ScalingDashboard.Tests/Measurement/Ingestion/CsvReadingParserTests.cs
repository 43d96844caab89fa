using System.Text;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Measurement.Ingestion.Csv;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

/// <summary>A line of CSV that is not what its header says costs only itself, and is named.</summary>
[Trait("Ring", "Unit")]
public sealed class CsvReadingParserTests
{
    private const string Header = "metric,unit,at,value,key\n", Good = "impact.cost_savings.cashable,FIN-DE,2026-11-02T10:00:00Z,1250.5,one\n";

    [Theory]
    [InlineData("impact.cost_savings.cashable,FIN-DE,2026-11-02T10:00:00Z,125", "has 4 fields, the header has 5")]
    [InlineData("impact.cost_savings.cashable,FIN-DE,2026-11-02T10:00:00Z,1,250.5,one", "has 6 fields, the header has 5")]
    [InlineData("impact.cost_savings.cashable,FIN-DE,2026-11-02T10:00:00Z,1250.5,o\xFFne", "no UTF-8")]
    [InlineData("impact.cost_savings.cashable,FIN-DE,2026-11-02T10:00:00Z,1250.5,o\0ne", "NUL character")]
    public async Task A_line_that_is_cut_off_or_no_text_costs_only_itself(string line, string reason)
    {
        var batch = await ReadAsync($"{Header}{Good}{line}\n{Good}");

        (batch.Incoming.Readings.Count, batch.Rejected).ShouldBe((2, 1));
        var error = batch.Report(default).Errors.Single();
        (error.Index, error.Code).ShouldBe((1, "bad-row"));
        error.Message.ShouldStartWith("line 3: ");
        error.Message.ShouldContain(reason);
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_and_a_byte_order_mark_before_them() =>
        (await ReadAsync("\xEF\xBB\xBFvalue,key,At,unit,METRIC\r\n1250.5,one,2026-11-02T10:00:00Z,FIN-DE,impact.cost_savings.cashable\r\n")).Incoming.Readings.Single().Value.ShouldBe(1250.5m);

    [Fact]
    public async Task Quotes_that_do_not_close_refuse_the_body_and_name_the_line() =>
        (await Should.ThrowAsync<Invalid>(() => ReadAsync($"{Header}{Good}\"{Good}"))).Message.ShouldStartWith("line 3: the quotes do not match");

    // A character is a byte.
    private static async Task<BatchBuilder> ReadAsync(string body)
    {
        var batch = new BatchBuilder(new ReadingRules(Samples.Catalog(), UnitScope.All, Samples.Calendar, Samples.Noon));
        await new CsvReadingParser().ReadAsync(new MemoryStream(Encoding.Latin1.GetBytes(body)), batch, CancellationToken.None);
        return batch;
    }
}
