-- nopCommerce's orders, their items and notes as FluentMigrator makes them from Order.cs, OrderItem.cs
-- and OrderNote.cs on PostgreSQL; decimals are (18,4).

CREATE TABLE "Order" (
    "Id" bigserial PRIMARY KEY,
    "CustomOrderNumber" text NOT NULL,
    "BillingAddressId" integer NOT NULL,
    "CustomerId" integer NOT NULL,
    "PickupAddressId" integer,
    "ShippingAddressId" integer,
    "OrderGuid" char(36) NOT NULL,
    "StoreId" integer NOT NULL,
    "PickupInStore" boolean NOT NULL,
    "OrderStatusId" integer NOT NULL,
    "ShippingStatusId" integer NOT NULL,
    "PaymentStatusId" integer NOT NULL,
    "PaymentMethodSystemName" text,
    "CustomerCurrencyCode" text,
    "CurrencyRate" decimal(18,4) NOT NULL,
    "CustomerTaxDisplayTypeId" integer NOT NULL,
    "VatNumber" text,
    "OrderSubtotalInclTax" decimal(18,4) NOT NULL,
    "OrderSubtotalExclTax" decimal(18,4) NOT NULL,
    "OrderSubTotalDiscountInclTax" decimal(18,4) NOT NULL,
    "OrderSubTotalDiscountExclTax" decimal(18,4) NOT NULL,
    "OrderShippingInclTax" decimal(18,4) NOT NULL,
    "OrderShippingExclTax" decimal(18,4) NOT NULL,
    "PaymentMethodAdditionalFeeInclTax" decimal(18,4) NOT NULL,
    "PaymentMethodAdditionalFeeExclTax" decimal(18,4) NOT NULL,
    "TaxRates" text,
    "OrderTax" decimal(18,4) NOT NULL,
    "OrderDiscount" decimal(18,4) NOT NULL,
    "OrderTotal" decimal(18,4) NOT NULL,
    "RefundedAmount" decimal(18,4) NOT NULL,
    "RewardPointsHistoryEntryId" integer,
    "CheckoutAttributeDescription" text,
    "CheckoutAttributesXml" text,
    "CustomerLanguageId" integer NOT NULL,
    "AffiliateId" integer NOT NULL,
    "CustomerIp" text,
    "AllowStoringCreditCardNumber" boolean NOT NULL,
    "CardType" text,
    "CardName" text,
    "CardNumber" text,
    "MaskedCreditCardNumber" text,
    "CardCvv2" text,
    "CardExpirationMonth" text,
    "CardExpirationYear" text,
    "AuthorizationTransactionId" text,
    "AuthorizationTransactionCode" text,
    "AuthorizationTransactionResult" text,
    "CaptureTransactionId" text,
    "CaptureTransactionResult" text,
    "SubscriptionTransactionId" text,
    "PaidDateUtc" timestamp(6) NULL,
    "ShippingMethod" text,
    "ShippingRateComputationMethodSystemName" text,
    "CustomValuesXml" text,
    "Deleted" boolean NOT NULL,
    "CreatedOnUtc" timestamp(6) NOT NULL,
    "RedeemedRewardPointsEntryId" integer
);

CREATE INDEX "IX_Order_CreatedOnUtc" ON "Order" ("CreatedOnUtc" DESC);
CREATE INDEX "IX_Order_CustomerId" ON "Order" ("CustomerId");

CREATE TABLE "OrderItem" (
    "Id" bigserial PRIMARY KEY,
    "OrderId" bigint NOT NULL,
    "ProductId" integer NOT NULL,
    "OrderItemGuid" char(36) NOT NULL,
    "Quantity" integer NOT NULL,
    "UnitPriceInclTax" decimal(18,4) NOT NULL,
    "UnitPriceExclTax" decimal(18,4) NOT NULL,
    "PriceInclTax" decimal(18,4) NOT NULL,
    "PriceExclTax" decimal(18,4) NOT NULL,
    "DiscountAmountInclTax" decimal(18,4) NOT NULL,
    "DiscountAmountExclTax" decimal(18,4) NOT NULL,
    "OriginalProductCost" decimal(18,4) NOT NULL,
    "AttributeDescription" text,
    "AttributesXml" text
);

CREATE INDEX "IX_OrderItem_OrderId" ON "OrderItem" ("OrderId");

CREATE TABLE "OrderNote" (
    "Id" bigserial PRIMARY KEY,
    "Note" text NOT NULL,
    "OrderId" bigint NOT NULL,
    "DownloadId" integer NOT NULL,
    "DisplayToCustomer" boolean NOT NULL,
    "CreatedOnUtc" timestamp(6) NOT NULL
);

CREATE INDEX "IX_OrderNote_OrderId" ON "OrderNote" ("OrderId");
